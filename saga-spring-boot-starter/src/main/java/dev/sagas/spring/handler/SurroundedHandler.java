package dev.sagas.spring.handler;

import dev.sagas.participant.CommandContext;
import dev.sagas.participant.CommandHandler;
import dev.sagas.participant.StepResult;
import dev.sagas.participant.TwoPhaseHandler;
import org.apache.avro.specific.SpecificRecord;

/** A handler with everything that surrounds its calls. */
record SurroundedHandler(CommandHandler<SpecificRecord> handler, HandlerAround around)
    implements CommandHandler<SpecificRecord> {
  /** The same handler, surrounded; two phases stay two phases. */
  static CommandHandler<SpecificRecord> of(
      CommandHandler<SpecificRecord> handler, HandlerAround around) {
    return handler instanceof TwoPhaseHandler<SpecificRecord> inTwo
        ? new InTwoPhases(inTwo, around)
        : new SurroundedHandler(handler, around);
  }

  @Override
  public StepResult handle(SpecificRecord command, CommandContext context) throws Exception {
    return around.around(command, context, () -> handler.handle(command, context));
  }

  /** Both phases are surrounded, each on its own. */
  private record InTwoPhases(TwoPhaseHandler<SpecificRecord> handler, HandlerAround around)
      implements TwoPhaseHandler<SpecificRecord> {
    @Override
    public StepResult handle(SpecificRecord command, CommandContext context) throws Exception {
      return around.around(command, context, () -> handler.handle(command, context));
    }

    @Override
    public void record(SpecificRecord command, StepResult result, CommandContext context)
        throws Exception {
      StepResult unused =
          around.around(
              command,
              context,
              () -> {
                handler.record(command, result, context);
                return result;
              });
    }
  }
}
