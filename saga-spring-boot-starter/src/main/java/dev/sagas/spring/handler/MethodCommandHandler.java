package dev.sagas.spring.handler;

import dev.sagas.participant.CommandContext;
import dev.sagas.participant.CommandHandler;
import dev.sagas.participant.StepResult;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.util.ReflectionUtils;

/** Calls a method of a bean, through the bean's proxy if it has one. */
final class MethodCommandHandler implements CommandHandler<SpecificRecord> {
  private final String origin;
  private final HandlerSignature signature;
  private final Method declared;
  private final Supplier<Object> bean;

  MethodCommandHandler(
      String origin, HandlerSignature signature, Method declared, Supplier<Object> bean) {
    this.origin = origin;
    this.signature = signature;
    this.declared = declared;
    this.bean = bean;
  }

  @Override
  public StepResult handle(SpecificRecord command, CommandContext context) throws Exception {
    return HandlerReply.of(origin, () -> invoke(command, context));
  }

  private @Nullable Object invoke(SpecificRecord command, CommandContext context) throws Exception {
    Object target = bean.get();
    Method method = AopUtils.selectInvocableMethod(declared, target.getClass());
    ReflectionUtils.makeAccessible(method);
    Object[] arguments =
        signature.parameters().stream()
            .map(parameter -> parameter == HandlerSignature.Parameter.COMMAND ? command : context)
            .toArray();
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }
}
