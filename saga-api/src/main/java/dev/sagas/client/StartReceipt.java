package dev.sagas.client;

import dev.sagas.protocol.SagaId;
import dev.sagas.schema.SagaStartAnswer;
import java.util.concurrent.CompletableFuture;

/**
 * A request that Kafka has acknowledged; the orchestrator has not necessarily seen it.
 *
 * @param topic where the request is
 * @param partition where the request is
 * @param offset where the request is
 * @param requestId identifies this request; returned in the answer
 * @param answer what the orchestrator answers; already failed with {@link IllegalStateException}
 *     unless {@link SagaStart#wantAnswer()} was asked for
 */
public record StartReceipt(
    SagaId sagaId,
    String topic,
    int partition,
    long offset,
    String requestId,
    CompletableFuture<SagaStartAnswer> answer) {

  /** The saga and the position of its request, for logs; without the answer. */
  @Override
  public String toString() {
    return "Request " + requestId + " of saga " + sagaId + " at " + position();
  }

  private String position() {
    return topic + "-" + partition + "-" + offset;
  }
}
