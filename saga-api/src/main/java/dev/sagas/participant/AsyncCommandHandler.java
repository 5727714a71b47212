package dev.sagas.participant;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
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

  /**
   * Waits on the calling thread until a stage completes, for handlers that are made of something
   * else. An interrupt cancels the stage.
   *
   * @return its value
   * @throws Exception what the stage failed with
   */
  static <T> T await(CompletionStage<T> stage) throws Exception {
    CompletableFuture<T> result = stage.toCompletableFuture();
    try {
      return result.get();
    } catch (InterruptedException e) {
      result.cancel(true);
      throw e;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause && !(cause instanceof InterruptedException)) {
        throw cause;
      }
      throw e;
    }
  }
}
