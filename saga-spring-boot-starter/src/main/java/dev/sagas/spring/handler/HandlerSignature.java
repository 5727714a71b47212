package dev.sagas.spring.handler;

import dev.sagas.participant.CommandContext;
import dev.sagas.participant.StepResult;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.avro.specific.SpecificRecord;
import org.springframework.core.ResolvableType;

/**
 * What a handler's method takes and returns.
 *
 * @param parameters one of each: the command, or the context
 * @param reply the record that it returns; empty if it returns a {@link StepResult}
 */
record HandlerSignature(
    Class<? extends SpecificRecord> command,
    List<Parameter> parameters,
    Optional<Class<? extends SpecificRecord>> reply) {
  /** What is passed to a parameter. */
  enum Parameter {
    COMMAND,
    CONTEXT
  }

  HandlerSignature {
    parameters = List.copyOf(parameters);
  }

  /**
   * Reads a method.
   *
   * @param bean the class of the bean, which may fix type variables of the method
   * @throws IllegalArgumentException with what the method should look like
   */
  static HandlerSignature of(Method method, Class<?> bean) {
    requireCallable(method);
    List<Parameter> parameters = new ArrayList<>();
    List<Class<? extends SpecificRecord>> commands = new ArrayList<>();
    for (int index = 0; index < method.getParameterCount(); index++) {
      Class<?> type = ResolvableType.forMethodParameter(method, index, bean).resolve(Object.class);
      if (type == CommandContext.class) {
        parameters.add(Parameter.CONTEXT);
      } else {
        commands.add(record(type, "parameter " + (index + 1)));
        parameters.add(Parameter.COMMAND);
      }
    }
    if (commands.size() != 1 || parameters.size() - commands.size() > 1) {
      throw new IllegalArgumentException(
          "expected one parameter of a generated Avro class, the command, and at most one"
              + " CommandContext");
    }
    return new HandlerSignature(commands.get(0), parameters, reply(method, bean));
  }

  private static void requireCallable(Method method) {
    int modifiers = method.getModifiers();
    if (Modifier.isPrivate(modifiers)
        || Modifier.isStatic(modifiers)
        || Modifier.isFinal(modifiers)) {
      throw new IllegalArgumentException("expected it not to be private, static or final");
    }
  }

  private static Optional<Class<? extends SpecificRecord>> reply(Method method, Class<?> bean) {
    ResolvableType returned = ResolvableType.forMethodReturnType(method, bean);
    Class<?> type = returned.resolve(Object.class);
    if (CompletionStage.class.isAssignableFrom(type)) {
      type = returned.as(CompletionStage.class).getGeneric().resolve(Object.class);
    }
    return StepResult.class.isAssignableFrom(type)
        ? Optional.empty()
        : Optional.of(record(type, "the return type"));
  }

  private static Class<? extends SpecificRecord> record(Class<?> type, String place) {
    if (!SpecificRecord.class.isAssignableFrom(type) || Modifier.isAbstract(type.getModifiers())) {
      throw new IllegalArgumentException(
          "expected %s to be a generated Avro class%s, but it is %s"
              .formatted(
                  place,
                  place.startsWith("the return") ? ", a StepResult, or a stage of either" : "",
                  type.getName()));
    }
    return type.asSubclass(SpecificRecord.class);
  }
}
