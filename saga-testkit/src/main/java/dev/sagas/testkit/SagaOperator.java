package dev.sagas.testkit;

import dev.sagas.schema.OperationKind;
import dev.sagas.schema.SagaOperation;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;

/**
 * An operator's actions on a saga (R16).
 *
 * <ul>
 *   <li>An action that does not fit the saga's state changes nothing and is listed in {@link
 *       SagaRun#ignored()}; in production it is a note in the journal.
 *   <li>A step that the definition does not have throws {@link IllegalArgumentException}.
 * </ul>
 *
 * @param <D> the saga's data
 */
public final class SagaOperator<D extends SpecificRecord> {
  private final SagaRun<D> saga;
  private final World<D> world;
  private final String actor;

  SagaOperator(SagaRun<D> saga, World<D> world, String actor) {
    this.saga = saga;
    this.world = world;
    this.actor = actor;
  }

  /** Pauses the saga. */
  public SagaRun<D> pause(String reason) {
    return order(OperationKind.PAUSE, reason);
  }

  /** Resumes the saga after a pause. */
  public SagaRun<D> resume(String reason) {
    return order(OperationKind.RESUME, reason);
  }

  /** Undoes everything once the attempts in flight are over. */
  public SagaRun<D> cancel(String reason) {
    return order(OperationKind.CANCEL, reason);
  }

  /** Undoes everything at once. */
  public SagaRun<D> compensate(String reason) {
    return order(OperationKind.COMPENSATE, reason);
  }

  /** Retries at once what waits or was given up. */
  public SagaRun<D> retry(String reason) {
    return order(OperationKind.RETRY, reason);
  }

  /** Retries the step at once. */
  public SagaRun<D> retry(String step, String reason) {
    return order(OperationKind.RETRY, step, reason);
  }

  /** Continues without the step, or leaves its effect in place. */
  public SagaRun<D> skip(String step, String reason) {
    return order(OperationKind.SKIP, step, reason);
  }

  /** Declares the step as failed. */
  public SagaRun<D> fail(String step, String reason) {
    return order(OperationKind.FAIL, step, reason);
  }

  /** Changes the saga's data. */
  public SagaRun<D> editData(UnaryOperator<D> change, String reason) {
    D changed = change.apply(saga.data());
    SagaOperation operation = operation(OperationKind.EDIT_DATA, Optional.empty(), reason);
    String topic = MemoryDeployment.TOPICS.requests();
    operation.setData(ByteBuffer.wrap(world.setting().deployment().encode(topic, changed)));
    return send(operation);
  }

  /** Continues from an earlier step after undoing it and what came after it. */
  public SagaRun<D> restart(String step, String reason) {
    return order(OperationKind.RESTART, step, reason);
  }

  /** Ends the saga by hand, leaving its effects. */
  public SagaRun<D> end(String reason) {
    return order(OperationKind.END, reason);
  }

  private SagaRun<D> order(OperationKind kind, String reason) {
    return send(operation(kind, Optional.empty(), reason));
  }

  private SagaRun<D> order(OperationKind kind, String step, String reason) {
    world.setting().deployment().steps().requireStep(step);
    return send(operation(kind, Optional.of(step), reason));
  }

  private SagaOperation operation(OperationKind kind, Optional<String> step, String reason) {
    SagaOperation operation = new SagaOperation();
    operation.setOperationId(saga.nextOperationId());
    operation.setKind(kind);
    operation.setActor(actor);
    operation.setReason(reason);
    operation.setRequestedAt(Instant.ofEpochMilli(world.nowMs()));
    step.ifPresent(operation::setStep);
    operation.setDryRun(false);
    return operation;
  }

  private SagaRun<D> send(SagaOperation operation) {
    world.network().operate(operation);
    world.settle();
    return saga;
  }
}
