package dev.sagas.operate.action;

import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.engine.wire.OperatorRecords;
import dev.sagas.engine.wire.OutboundRecord;
import dev.sagas.protocol.SagaId;
import java.time.Duration;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;

/**
 * Sends signals to sagas, and reports the result of each.
 *
 * <ul>
 *   <li>The answer is read from committed topics. The orchestrator limits how many refusals of
 *       signals it notes per second: beyond that there is no answer.
 *   <li>Signals are not deduplicated: if one is sent twice, a saga that waits for it twice takes
 *       both.
 *   <li>Throws {@link DeploymentException} if it was not sent.
 * </ul>
 */
public final class Signals {
  private final Deployment deployment;
  private final Duration timeout;

  private Signals(Deployment deployment, Duration timeout) {
    this.deployment = deployment;
    this.timeout = timeout;
  }

  /**
   * Signals to sagas of this deployment; its client settings must name the schema registry.
   *
   * @param timeout how long to wait for each answer, 1 ms to 1 hour
   */
  public static Signals of(Deployment deployment, Duration timeout) {
    return new Signals(deployment, timeout);
  }

  /** Sends a signal. */
  public Submitted send(SagaId saga, SignalOrder order) {
    OutboundRecord record = record(records -> order.record(saga, records));
    return new Submission(deployment).send(saga, record, timeout);
  }

  private OutboundRecord record(Function<OperatorRecords, OutboundRecord> encode) {
    try (OperatorRecords records = OperatorRecords.open(deployment.client(), deployment.topics())) {
      return encode.apply(records);
    } catch (KafkaException e) {
      throw new DeploymentException(
          "Expected to encode the signal, but " + e.getMessage() + "; nothing was sent", e);
    }
  }
}
