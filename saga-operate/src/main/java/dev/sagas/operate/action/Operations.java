package dev.sagas.operate.action;

import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.engine.wire.OperatorRecords;
import dev.sagas.engine.wire.OutboundRecord;
import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.common.KafkaException;

/**
 * Sends operators' actions to sagas (R16), and reports the result of each.
 *
 * <ul>
 *   <li>The answer is read from committed topics: what it says has really happened.
 *   <li>An operation is applied once, however often it is sent with the same id; a saga remembers
 *       its last {@value dev.sagas.engine.core.Control#MAX_OPERATIONS}.
 *   <li>Kafka decides who may send operations: any principal that can write to {@code
 *       saga.operations}. The actor is journaled as stated.
 * </ul>
 */
public final class Operations {
  private final Deployment deployment;
  private final Clock clock;

  private Operations(Deployment deployment, Clock clock) {
    this.deployment = deployment;
    this.clock = clock;
  }

  /** The operations on this deployment; its client settings must name the schema registry. */
  public static Operations of(Deployment deployment) {
    return new Operations(deployment, Clock.systemUTC());
  }

  /**
   * Sends an operation and waits for its answer.
   *
   * @param timeout how long to wait for the answer, 1 ms to 1 hour
   * @throws IllegalArgumentException if its id, actor or reason is empty or too long
   * @throws DeploymentException if it was not sent
   */
  public Submitted submit(SagaInput.Operation operation, Duration timeout) {
    return new Submission(deployment).send(operation.sagaId(), record(operation), timeout);
  }

  private OutboundRecord record(SagaInput.Operation operation) {
    try (OperatorRecords records = OperatorRecords.open(deployment.client(), deployment.topics())) {
      return records.operation(operation, clock.millis());
    } catch (KafkaException e) {
      throw new DeploymentException(
          "Expected to encode the operation, but " + e.getMessage() + "; nothing was sent", e);
    }
  }
}
