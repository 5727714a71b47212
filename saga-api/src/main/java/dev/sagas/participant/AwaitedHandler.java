package dev.sagas.participant;

import java.util.concurrent.CompletionStage;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Waits for the stage that an asynchronous handler returned. */
record AwaitedHandler<C extends SpecificRecord>(AsyncCommandHandler<C> handler)
    implements CommandHandler<C> {
  // Not all handlers are null-checked: the answer for one that returns null says so.
  @Override
  @SuppressWarnings("NullAway")
  public StepResult handle(C command, CommandContext context) throws Exception {
    @Nullable CompletionStage<StepResult> begun = handler.handle(command, context);
    return begun == null ? null : AsyncCommandHandler.await(begun);
  }
}
