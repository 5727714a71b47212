package dev.sagas.orchestrator.definitions;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Reads one method: what it calls, and whether its own code may run for ever.
 *
 * <ul>
 *   <li>A jump to what was before is a loop, also one by way of an exception.
 *   <li>Bootstrap methods that are not those of lambdas, text, records and switches are refused.
 * </ul>
 */
final class MethodScan extends MethodVisitor {
  private final String owner;
  private final int access;
  private final String signature;
  private final Consumer<ClassCode.Method> read;
  private final List<MethodCall> calls = new ArrayList<>();
  private final List<ClassCode.Lambda> lambdas = new ArrayList<>();
  private final Set<String> classes = new LinkedHashSet<>();
  private final Map<Label, Integer> labels = new HashMap<>();
  private final List<Label[]> handled = new ArrayList<>();
  private boolean makesText;
  private int line;
  private Optional<String> problem = Optional.empty();

  MethodScan(String owner, int access, String signature, Consumer<ClassCode.Method> read) {
    super(ClassScan.API);
    this.owner = owner;
    this.access = access;
    this.signature = signature;
    this.read = read;
    if (is(Opcodes.ACC_NATIVE)) {
      problem("is native");
    }
    if (is(Opcodes.ACC_SYNCHRONIZED)) {
      problem("is synchronized");
    }
  }

  private boolean is(int flag) {
    return (access & flag) != 0;
  }

  private void problem(String what) {
    if (problem.isEmpty()) {
      String method = signature.substring(0, signature.indexOf('('));
      String place = line == 0 ? "" : " (line " + line + ")";
      problem = Optional.of(owner.replace('/', '.') + "." + method + place + " " + what);
    }
  }

  @Override
  public void visitLineNumber(int number, Label start) {
    line = number;
  }

  @Override
  public void visitLabel(Label label) {
    labels.put(label, labels.size());
  }

  @Override
  public void visitJumpInsn(int opcode, Label target) {
    if (opcode == Opcodes.JSR) {
      problem("calls a subroutine of old compilers");
    }
    jump(target);
  }

  private void jump(Label target) {
    if (labels.containsKey(target)) {
      problem("loops");
    }
  }

  @Override
  public void visitTableSwitchInsn(int min, int max, Label otherwise, Label... targets) {
    visitLookupSwitchInsn(otherwise, new int[0], targets);
  }

  @Override
  public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] targets) {
    jump(otherwise);
    for (Label target : targets) {
      jump(target);
    }
  }

  @Override
  public void visitTryCatchBlock(Label start, Label end, Label handler, @Nullable String type) {
    handled.add(new Label[] {end, handler});
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode == Opcodes.MONITORENTER) {
      problem("waits for a lock");
    }
  }

  @Override
  public void visitTypeInsn(int opcode, String type) {
    boolean takesOut = opcode == Opcodes.CHECKCAST || opcode == Opcodes.ANEWARRAY;
    if (takesOut && FunctionTypes.isJdkFunction(Type.getObjectType(type))) {
      problem("casts to a function, or keeps functions in an array");
    }
  }

  @Override
  public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
    if (FunctionTypes.isJdkFunction(Type.getType(descriptor))) {
      problem("keeps functions in an array");
    }
  }

  @Override
  public void visitFieldInsn(int opcode, String holder, String name, String descriptor) {
    boolean reads = opcode == Opcodes.GETFIELD || opcode == Opcodes.GETSTATIC;
    if (reads && FunctionTypes.isJdkFunction(Type.getType(descriptor))) {
      problem("keeps a function in the field " + name);
    }
    classes.add(holder);
  }

  @Override
  public void visitLdcInsn(Object value) {
    if (value instanceof ConstantDynamic) {
      problem("has a computed constant");
    }
  }

  @Override
  public void visitMethodInsn(
      int opcode, String holder, String name, String descriptor, boolean ofInterface) {
    boolean dispatched = opcode == Opcodes.INVOKEVIRTUAL || opcode == Opcodes.INVOKEINTERFACE;
    called(new MethodCall(holder, name, descriptor, dispatched, ofInterface));
  }

  private void called(MethodCall call) {
    calls.add(call);
    if (!call.owner().startsWith("[")) {
      classes.add(call.owner());
    }
  }

  @Override
  public void visitInvokeDynamicInsn(
      String name, String descriptor, Handle bootstrap, Object... arguments) {
    for (Object argument : arguments) {
      visitLdcInsn(argument);
    }
    switch (bootstrap.getOwner() + "." + bootstrap.getName()) {
      case "java/lang/invoke/LambdaMetafactory.metafactory" ->
          lambda(
              name,
              Type.getReturnType(descriptor),
              (Handle) arguments[1],
              Type.getMethodType(String.valueOf(arguments[2])));
      case "java/lang/invoke/StringConcatFactory.makeConcat",
          "java/lang/invoke/StringConcatFactory.makeConcatWithConstants",
          "java/lang/runtime/SwitchBootstraps.enumSwitch",
          "java/lang/runtime/SwitchBootstraps.typeSwitch" ->
          makesText = true;
      case "java/lang/runtime/ObjectMethods.bootstrap" -> {
        // Compares or prints a record's components, each once.
      }
      default -> problem("is linked by " + bootstrap.getOwner().replace('/', '.'));
    }
  }

  private void lambda(String method, Type type, Handle code, Type parameters) {
    boolean dispatched =
        code.getTag() == Opcodes.H_INVOKEVIRTUAL || code.getTag() == Opcodes.H_INVOKEINTERFACE;
    MethodCall call =
        new MethodCall(
            code.getOwner(), code.getName(), code.getDesc(), dispatched, code.isInterface());
    if (FunctionTypes.isTakenBy(parameters)) {
      problem("makes a function of functions");
    }
    called(call);
    classes.add(type.getInternalName());
    lambdas.add(new ClassCode.Lambda(type.getInternalName(), method, call));
  }

  @Override
  public void visitEnd() {
    for (Label[] range : handled) {
      if (labels.getOrDefault(range[1], 0) < labels.getOrDefault(range[0], 0)) {
        problem("loops by way of an exception");
      }
    }
    boolean special = signature.startsWith("<");
    read.accept(
        new ClassCode.Method(
            owner,
            signature,
            !special && !is(Opcodes.ACC_STATIC) && !is(Opcodes.ACC_PRIVATE),
            !is(Opcodes.ACC_ABSTRACT) && !is(Opcodes.ACC_NATIVE),
            calls,
            lambdas,
            makesText,
            classes,
            problem));
  }
}
