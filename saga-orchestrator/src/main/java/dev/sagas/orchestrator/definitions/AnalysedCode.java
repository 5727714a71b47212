package dev.sagas.orchestrator.definitions;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The classes that a definition uses of its own code, and what a call in them may run.
 *
 * <ul>
 *   <li>Every object that such code meets is of one of these classes, generated, or of the JDK; so
 *       a call that its receiver dispatches can reach methods of these classes alone.
 *   <li>A method of the JDK may call back all that overrides the JDK's own methods.
 * </ul>
 */
final class AnalysedCode {
  private static final Set<String> CALLED_BACK =
      Set.of(
          "toString",
          "equals",
          "hashCode",
          "compareTo",
          "getMessage",
          "getLocalizedMessage",
          "getCause",
          "fillInStackTrace");

  private final ClassFiles files;
  private final Map<String, ClassCode> own = new LinkedHashMap<>();

  AnalysedCode(ClassFiles files) {
    this.files = files;
  }

  /** Adds a class that Avro did not generate; false if it was there. */
  boolean add(ClassCode code) {
    return own.put(code.name(), code) == null;
  }

  int size() {
    return own.size();
  }

  /** True of the classes whose objects a definition is described with. */
  static boolean describesSagas(String owner) {
    return isIn(owner, "dev/sagas/definition/") || isIn(owner, "dev/sagas/protocol/");
  }

  private static boolean isIn(String owner, String folder) {
    return owner.startsWith(folder) && owner.indexOf('/', folder.length()) < 0;
  }

  /** True of classes that are not read: what they offer is known by name. */
  static boolean isKnownByName(String owner) {
    return owner.startsWith("java/")
        || owner.startsWith("[")
        || owner.startsWith("org/apache/avro/")
        || describesSagas(owner);
  }

  /**
   * Finds the method that a call names.
   *
   * @return empty if it is none of the definition's code, but known to return
   * @throws UnprovedException if it is not
   */
  Optional<ClassCode.Method> named(MethodCall call) {
    String owner = call.owner();
    while (!isKnownByName(owner)) {
      ClassCode code = files.read(owner);
      Optional<ClassCode.Method> found = declared(code, call);
      if (found.isPresent()) {
        return found;
      }
      owner = code.superName();
    }
    requireKnown(owner, call);
    return Optional.empty();
  }

  private Optional<ClassCode.Method> declared(ClassCode code, MethodCall call) {
    ClassCode.Method found = code.methods().get(call.signature());
    if (found != null) {
      return Optional.of(found);
    }
    for (String parent : code.interfaces()) {
      if (!isKnownByName(parent)) {
        Optional<ClassCode.Method> inherited = declared(files.read(parent), call);
        if (inherited.isPresent()) {
          return inherited;
        }
      }
    }
    return Optional.empty();
  }

  private static void requireKnown(String owner, MethodCall call) {
    boolean isKnown;
    if (owner.startsWith("[")) {
      isKnown = call.name().equals("clone");
    } else if (describesSagas(owner)) {
      isKnown = !call.ofInterface() && !FunctionTypes.isGivenBy(call.descriptor());
    } else {
      isKnown =
          FunctionTypes.isJdkFunction(owner)
              || KnownMethods.include(owner, call.name(), call.descriptor());
    }
    if (!isKnown) {
      throw new UnprovedException(call.title() + " is not known to return");
    }
  }

  /** Every method that may run in a method's place in the stack above it. */
  List<ClassCode.Method> callees(ClassCode.Method method) {
    List<ClassCode.Method> callees = new ArrayList<>();
    for (MethodCall call : method.calls()) {
      Optional<ClassCode.Method> named = named(call);
      if (named.isEmpty()) {
        callees.addAll(describesSagas(call.owner()) ? List.of() : calledBack());
      } else if (call.dispatched() && named.get().isOverridable()) {
        callees.addAll(dispatched(call, named.get()));
      } else {
        callees.add(named.get());
      }
    }
    if (method.makesText()) {
      callees.addAll(calledBack());
    }
    return callees;
  }

  private List<ClassCode.Method> dispatched(MethodCall call, ClassCode.Method named) {
    List<ClassCode.Method> found = new ArrayList<>();
    if (named.hasCode()) {
      found.add(named);
    }
    for (ClassCode code : own.values()) {
      ClassCode.Method same = code.methods().get(call.signature());
      if (same != null && same.hasCode() && same.isOverridable() && !same.equals(named)) {
        found.add(same);
      }
      for (ClassCode.Method maker : code.methods().values()) {
        for (ClassCode.Lambda lambda : maker.lambdas()) {
          if (lambda.method().equals(call.name()) && own.containsKey(lambda.type())) {
            named(lambda.code()).ifPresent(found::add);
          }
        }
      }
    }
    if (found.isEmpty()) {
      throw new UnprovedException(call.title() + " has no code that was found");
    }
    return found;
  }

  private List<ClassCode.Method> calledBack() {
    List<ClassCode.Method> found = new ArrayList<>();
    for (ClassCode code : own.values()) {
      boolean all = isOfTheJdk(code);
      for (ClassCode.Method method : code.methods().values()) {
        if (method.isOverridable()
            && method.hasCode()
            && (all || CALLED_BACK.contains(method.name()))) {
          found.add(method);
        }
      }
    }
    return found;
  }

  /** True if it or a class that it is made of implements an interface of the JDK. */
  private boolean isOfTheJdk(ClassCode code) {
    for (String parent : code.interfaces()) {
      ClassCode known = own.get(parent);
      if (parent.startsWith("java/") || (known != null && isOfTheJdk(known))) {
        return true;
      }
    }
    ClassCode parent = own.get(code.superName());
    return parent != null && isOfTheJdk(parent);
  }
}
