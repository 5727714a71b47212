package dev.sagas.participant;

import java.util.concurrent.CompletionStage;
import org.apache.avro.specific.SpecificRecord;

/**
 * Handles one type of command without holding a thread while it waits for others, such as a
 * non-blocking HTTP client.
 *
 * <ul>
 *   <li>The contract of {@link CommandHandler} applies until the stage completes: the transaction
 *       is committed afterwards, and further commands of the saga wait for it.
 *   <li>The connection may be used by the stage's threads, one at a time.
 *   <li>A stage that completes exceptionally is treated like a thrown exception. A stage that does
 *       not complete within {@link ParticipantBuilder#handlerTimeout} is cancelled.
 * </ul>
 *
 * @param <C> the command's generated Avro class
 */
@FunctionalInterface
public interface AsyncCommandHandler<C extends SpecificRecord> {
  /** Begins to handle one command. */
  CompletionStage<StepResult> handle(C command, CommandContext context) throws Exception;
}
