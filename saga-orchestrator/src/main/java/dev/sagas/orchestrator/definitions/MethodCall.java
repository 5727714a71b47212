package dev.sagas.orchestrator.definitions;

/**
 * A call in a class file, or a method that a lambda stands for.
 *
 * @param owner internal name of the class that it is compiled against
 * @param dispatched by the class of the receiver, so that another class's method may run
 * @param ofInterface if the owner is an interface
 */
record MethodCall(
    String owner, String name, String descriptor, boolean dispatched, boolean ofInterface) {
  /** Name and parameters, as a method that overrides it has them. */
  String signature() {
    return name + descriptor;
  }

  /** For messages. */
  String title() {
    return owner.replace('/', '.') + "." + name;
  }
}
