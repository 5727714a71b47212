package dev.sagas.spring.handler;

import dev.sagas.participant.AsyncCommandHandler;
import dev.sagas.participant.CommandContext;
import dev.sagas.participant.CommandHandler;
import dev.sagas.participant.StepResult;
import dev.sagas.participant.TwoPhaseHandler;
import org.apache.avro.specific.SpecificRecord;

/** Handlers that are beans themselves. */
final class BeanHandlers {
  private BeanHandlers() {}

  // A bean is only called with commands of the class that its own type names.
  @SuppressWarnings("unchecked")
  static CommandHandler<SpecificRecord> of(String origin, Object bean) {
    if (bean instanceof TwoPhaseHandler<?> inTwo) {
      return new InTwoPhases(origin, (TwoPhaseHandler<SpecificRecord>) inTwo);
    }
    if (bean instanceof CommandHandler<?> handler) {
      CommandHandler<SpecificRecord> ofCommand = (CommandHandler<SpecificRecord>) handler;
      return (command, context) ->
          HandlerReply.of(origin, () -> ofCommand.handle(command, context));
    }
    AsyncCommandHandler<SpecificRecord> async = (AsyncCommandHandler<SpecificRecord>) bean;
    return (command, context) -> HandlerReply.of(origin, () -> async.handle(command, context));
  }

  private record InTwoPhases(String origin, TwoPhaseHandler<SpecificRecord> handler)
      implements TwoPhaseHandler<SpecificRecord> {
    @Override
    public StepResult handle(SpecificRecord command, CommandContext context) throws Exception {
      return HandlerReply.of(origin, () -> handler.handle(command, context));
    }

    @Override
    public void record(SpecificRecord command, StepResult result, CommandContext context)
        throws Exception {
      handler.record(command, result, context);
    }
  }
}
