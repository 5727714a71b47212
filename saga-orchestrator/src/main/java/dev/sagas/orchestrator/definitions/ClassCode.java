package dev.sagas.orchestrator.definitions;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a class file says that matters for whether its methods return.
 *
 * @param name internal name, as are all others
 * @param superName that of {@link Object} for an interface
 * @param isGenerated if Avro generated the class
 * @param methods by name and descriptor
 */
record ClassCode(
    String name,
    String superName,
    List<String> interfaces,
    boolean isInterface,
    boolean isGenerated,
    Map<String, Method> methods) {
  ClassCode {
    interfaces = List.copyOf(interfaces);
    // In the order of the file, which messages follow.
    methods = Collections.unmodifiableMap(new LinkedHashMap<>(methods));
  }

  /** For messages. */
  String title() {
    return name.replace('/', '.');
  }

  /**
   * One method of a class.
   *
   * @param isOverridable if a call that is dispatched by the receiver may reach it
   * @param hasCode false if it is abstract or native
   * @param calls its calls, in their order
   * @param lambdas the lambdas and method references that it makes
   * @param makesText if it concatenates, which calls {@code toString}
   * @param classes others that it names
   * @param problem the first reason, seen in its own code, why it may not return
   */
  record Method(
      String owner,
      String signature,
      boolean isOverridable,
      boolean hasCode,
      List<MethodCall> calls,
      List<Lambda> lambdas,
      boolean makesText,
      Set<String> classes,
      Optional<String> problem) {
    Method {
      calls = List.copyOf(calls);
      lambdas = List.copyOf(lambdas);
      classes = Set.copyOf(classes);
    }

    String name() {
      return signature.substring(0, signature.indexOf('('));
    }

    /** For messages. */
    String title() {
      return owner.replace('/', '.') + "." + name();
    }
  }

  /**
   * A function object that a method makes.
   *
   * @param type the interface that it implements
   * @param method the name of the interface's method
   * @param code what the method runs
   */
  record Lambda(String type, String method, MethodCall code) {}
}
