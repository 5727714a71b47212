package dev.sagas.spring.handler;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/** Waits for what an asynchronous handler has begun, on the handler's thread. */
final class AwaitedStage {
  private AwaitedStage() {}

  /** The stage's value; throws what the stage failed with. */
  static <T> T valueOf(CompletionStage<T> stage) throws Exception {
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
