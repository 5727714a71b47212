package dev.sagas.participant;

import java.util.concurrent.CompletionStage;
import org.apache.avro.specific.SpecificRecord;

/**
 * Handles one type of command without holding a thread while it waits for others, such as a
 * non-blocking HTTP client.
 *
 * <ul>
 *   <li>All that {@link CommandHandler} says holds, up to the completion of the stage: the
 *       transaction is committed after it, and further commands of the saga wait for it.
 *   <li>The connection may be used by the stage's threads, one at a time.
 *   <li>A stage that completes exceptionally is what a thrown exception is. One that does not
 *       complete within {@link ParticipantBuilder#handlerTimeout} is cancelled.
 * </ul>
 *
 * @param <C> the command's generated Avro class
 */
@FunctionalInterface
public interface AsyncCommandHandler<C extends SpecificRecord> {
  /** Begins to handle one command. */
  CompletionStage<StepResult> handle(C command, CommandContext context) throws Exception;
}
