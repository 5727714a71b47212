package dev.sagas.samples.architecture;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;

/** Checks one parsed source file against the house style and collects what it finds. */
final class SourceStyle extends TreePathScanner<Void, Boolean> {
  private static final Pattern VAGUE_NAME = Pattern.compile(".*(Manager|Helper|Utils?|Impl)");

  /** Put together, so that this file does not contain the word itself. */
  private static final Pattern LEFT_OVER = Pattern.compile("\\b(TO" + "DO|FIX" + "ME)\\b");

  /** The engine's sealed types, which have visitors. */
  private static final Set<String> ALTERNATIVES =
      Set.of(
          "SagaEvent",
          "ControlEvent",
          "SagaInput",
          "Decision",
          "SagaEffect",
          "Outcome",
          "StepPlan",
          "Inbound");

  private final CompilationUnitTree unit;
  private final Trees trees;
  private final boolean main;
  private final StyleLimits limits;
  private final List<String> violations = new ArrayList<>();

  private SourceStyle(CompilationUnitTree unit, Trees trees, boolean main) {
    this.unit = unit;
    this.trees = trees;
    this.main = main;
    this.limits = main ? StyleLimits.MAIN : StyleLimits.TEST;
  }

  static List<String> violationsIn(CompilationUnitTree unit, Trees trees, boolean main) {
    SourceStyle style = new SourceStyle(unit, trees, main);
    style.checkText(unit);
    style.scan(unit, true);
    return style.violations;
  }

  private void checkText(CompilationUnitTree file) {
    String[] lines = Sources.text(file).split("\n", -1);
    int count = lines[lines.length - 1].isEmpty() ? lines.length - 1 : lines.length;
    if (count > limits.maxFileLines()) {
      found(1, "has " + count + " lines, but " + limits.maxFileLines() + " are allowed");
    }
    for (int i = 0; i < lines.length; i++) {
      if (LEFT_OVER.matcher(lines[i]).find()) {
        found(i + 1, "leaves something for later: finish it or write an issue");
      }
    }
    if (main && Sources.isPackageInfo(file) && lacksPackageDoc()) {
      found(1, "must say what the package is for");
    }
  }

  private boolean lacksPackageDoc() {
    String doc = trees.getDocComment(new TreePath(new TreePath(unit), unit.getPackage()));
    return doc == null || doc.strip().length() < 20;
  }

  /** {@code visible} is true where all enclosing types are public. */
  @Override
  public Void visitClass(ClassTree type, Boolean visible) {
    String name = type.getSimpleName().toString();
    if (VAGUE_NAME.matcher(name).matches()) {
      found(lineOf(type), name + " has a name that says nothing");
    }
    boolean visibleHere = visible && isPublic(type);
    if (main && visibleHere && trees.getDocComment(getCurrentPath()) == null) {
      found(lineOf(type), name + " is public and needs javadoc");
    }
    return super.visitClass(type, visibleHere);
  }

  private boolean isPublic(ClassTree type) {
    Tree parent = getCurrentPath().getParentPath().getLeaf();
    boolean inInterface = parent.getKind() == Tree.Kind.INTERFACE;
    return inInterface || type.getModifiers().getFlags().contains(Modifier.PUBLIC);
  }

  @Override
  public Void visitMethod(MethodTree method, Boolean visible) {
    long lines = lastLineOf(method) - lineOf(method) + 1;
    if (method.getBody() != null && lines > limits.maxMethodLines()) {
      found(lineOf(method), method.getName() + " has " + lines + " lines: too many");
    }
    int parameters = method.getParameters().size();
    if (parameters > limits.maxParameters() && !isOverride(method) && !isInRecord(method)) {
      found(lineOf(method), method.getName() + " has " + parameters + " parameters: too many");
    }
    return super.visitMethod(method, visible);
  }

  @Override
  public Void visitMethodInvocation(MethodInvocationTree call, Boolean visible) {
    if (main && FormatStyle.dependsOnTheLocale(call)) {
      found(lineOf(call), "formats by the machine's locale: name one, such as Locale.ROOT");
    }
    if (main && bridgesEnumsByName(call)) {
      found(lineOf(call), "bridges two enums by name: switch over the constants instead");
    }
    return super.visitMethodInvocation(call, visible);
  }

  @Override
  public Void visitInstanceOf(InstanceOfTree question, Boolean visible) {
    if (main && question.getType() != null && isOneOfTheEngines(question.getType())) {
      found(lineOf(question), "asks for one of the engine's alternatives: use the visitor");
    }
    return super.visitInstanceOf(question, visible);
  }

  private static boolean isOneOfTheEngines(Tree type) {
    return type instanceof MemberSelectTree select
        && ALTERNATIVES.contains(select.getExpression().toString());
  }

  /** {@code X.valueOf(y.name())} fails only when it runs, for the constant that X lacks. */
  private static boolean bridgesEnumsByName(MethodInvocationTree call) {
    return isCallOf(call, "valueOf", 1)
        && call.getArguments().get(0) instanceof MethodInvocationTree name
        && isCallOf(name, "name", 0);
  }

  private static boolean isCallOf(MethodInvocationTree call, String method, int arguments) {
    return call.getMethodSelect() instanceof MemberSelectTree select
        && select.getIdentifier().contentEquals(method)
        && call.getArguments().size() == arguments;
  }

  /** The constructor of a record may have as many parameters as the record has components. */
  private boolean isInRecord(MethodTree method) {
    Tree owner = getCurrentPath().getParentPath().getLeaf();
    return owner.getKind() == Tree.Kind.RECORD && method.getName().contentEquals("<init>");
  }

  /** Its signature is somebody else's. */
  private static boolean isOverride(MethodTree method) {
    return method.getModifiers().getAnnotations().stream()
        .map(AnnotationTree::getAnnotationType)
        .anyMatch(type -> type.toString().equals("Override"));
  }

  private long lineOf(Tree tree) {
    return unit.getLineMap().getLineNumber(positions().getStartPosition(unit, tree));
  }

  private long lastLineOf(Tree tree) {
    return unit.getLineMap().getLineNumber(positions().getEndPosition(unit, tree));
  }

  private SourcePositions positions() {
    return trees.getSourcePositions();
  }

  private void found(long line, String problem) {
    violations.add(Sources.name(unit) + ":" + line + " " + problem);
  }
}
