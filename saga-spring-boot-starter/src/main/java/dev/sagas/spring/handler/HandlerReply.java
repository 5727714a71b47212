package dev.sagas.spring.handler;

import dev.sagas.participant.AsyncCommandHandler;
import dev.sagas.participant.StepResult;
import dev.sagas.spring.StepFailedException;
import dev.sagas.spring.StepRejectedException;
import java.util.concurrent.CompletionStage;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Makes a handler's answer of what its code returned or threw. */
final class HandlerReply {
  private HandlerReply() {}

  /** The code of a handler. */
  @FunctionalInterface
  interface Code {
    @Nullable Object run() throws Exception;
  }

  static StepResult of(String origin, Code code) throws Exception {
    try {
      Object returned = code.run();
      return returned instanceof CompletionStage<?> stage
          ? result(origin, AsyncCommandHandler.await(stage))
          : result(origin, returned);
    } catch (StepRejectedException e) {
      return e.result();
    } catch (StepFailedException e) {
      return e.result();
    }
  }

  private static StepResult result(String origin, @Nullable Object value) {
    if (value instanceof StepResult result) {
      return result;
    }
    if (value instanceof SpecificRecord reply) {
      return StepResult.succeeded(reply);
    }
    throw new IllegalStateException(
        "Expected %s to return a reply, but it returned %s"
            .formatted(origin, value == null ? "null" : "a " + value.getClass().getName()));
  }
}
