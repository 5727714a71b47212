package dev.sagas.orchestrator.definitions;

import org.objectweb.asm.Type;

/**
 * The JDK's types of function objects. Code that makes one and code that it is passed to are
 * checked alone: so it must not get from one to the other by way of a field, a collection or a
 * cast, where a lambda could reach itself.
 */
final class FunctionTypes {
  private FunctionTypes() {}

  /** True of a type that only passes from method to method. */
  static boolean isJdkFunction(String internalName) {
    return internalName.startsWith("java/util/function/")
        || internalName.equals("java/util/Comparator")
        || internalName.equals("java/util/stream/Collector");
  }

  static boolean isJdkFunction(Type type) {
    return switch (type.getSort()) {
      case Type.OBJECT -> isJdkFunction(type.getInternalName());
      case Type.ARRAY -> isJdkFunction(type.getElementType());
      default -> false;
    };
  }

  /** True if a method with this descriptor gives one back. */
  static boolean isGivenBy(String descriptor) {
    return isJdkFunction(Type.getReturnType(descriptor));
  }

  /** True if a method with this descriptor takes one. */
  static boolean isTakenBy(Type method) {
    for (Type parameter : method.getArgumentTypes()) {
      if (isJdkFunction(parameter)) {
        return true;
      }
    }
    return false;
  }
}
