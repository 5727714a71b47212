package dev.sagas.operate.action;

import dev.sagas.client.SagaStart;
import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.wire.OutboundRecord;
import dev.sagas.protocol.SagaHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Starts sagas, and reports the result of each.
 *
 * <ul>
 *   <li>The answer is read from committed topics. Starting is idempotent by saga id (R1).
 *   <li>Throws {@link dev.sagas.engine.deployment.DeploymentException} if it was not sent.
 * </ul>
 */
public final class Starts {
  private final Deployment deployment;

  private Starts(Deployment deployment) {
    this.deployment = deployment;
  }

  /** Starts on this deployment; its client settings must name the schema registry. */
  public static Starts of(Deployment deployment) {
    return new Starts(deployment);
  }

  /**
   * Starts a saga.
   *
   * @param timeout how long to wait for the answer, 1 ms to 1 hour
   * @throws IllegalArgumentException if a label is not valid
   */
  public Submitted start(StartOrder order, Duration timeout) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(SagaHeaders.SAGA_ID, order.saga().value());
    headers.put(SagaHeaders.TYPE, order.type().value());
    headers.put(SagaHeaders.REQUESTED_BY, order.requestedBy());
    if (order.version().isPresent()) {
      headers.put(SagaHeaders.VERSION, Integer.toString(order.version().getAsInt()));
    }
    if (!order.labels().isEmpty()) {
      headers.put(SagaHeaders.LABELS, SagaStart.labelsHeader(order.labels()));
    }
    OutboundRecord record =
        new OutboundRecord(
            deployment.topics().requests(),
            OptionalInt.empty(),
            Bytes.of(order.saga().value().getBytes(StandardCharsets.UTF_8)),
            order.data(),
            headers);
    return new Submission(deployment).send(order.saga(), record, timeout);
  }
}
