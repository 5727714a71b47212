package dev.sagas.testkit.author;

import dev.sagas.schema.OperationKind;
import dev.sagas.schema.SagaOperation;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;

/**
 * What an operator does to a saga (R16).
 *
 * <ul>
 *   <li>An action that does not fit where the saga stands changes nothing and is among {@link
 *       SagaRun#ignored()}, as in production it is a note in the journal.
 *   <li>A step that the definition has not throws {@link IllegalArgumentException}.
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

  /** Lets the saga stand still. */
  public SagaRun<D> pause(String reason) {
    return order(OperationKind.PAUSE, reason);
  }

  /** Lets the saga continue after a pause. */
  public SagaRun<D> resume(String reason) {
    return order(OperationKind.RESUME, reason);
  }

  /** Undoes everything once the attempts on their way are over. */
  public SagaRun<D> cancel(String reason) {
    return order(OperationKind.CANCEL, reason);
  }

  /** Undoes everything at once. */
  public SagaRun<D> compensate(String reason) {
    return order(OperationKind.COMPENSATE, reason);
  }

  /** Tries at once what waits or was given up. */
  public SagaRun<D> retry(String reason) {
    return order(OperationKind.RETRY, reason);
  }

  /** Tries the step at once. */
  public SagaRun<D> retry(String step, String reason) {
    return order(OperationKind.RETRY, step, reason);
  }

  /** Continues without the step, or leaves its effect where it is. */
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
    String topic = Deployment.TOPICS.requests();
    operation.setData(ByteBuffer.wrap(world.setting().deployment().encode(topic, changed)));
    return send(operation);
  }

  /** Continues from an earlier step after undoing it and what came after it. */
  public SagaRun<D> restart(String step, String reason) {
    return order(OperationKind.RESTART, step, reason);
  }

  /** Ends the saga by hand, with the effects that are left. */
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
    world.mail().operate(operation);
    world.settle();
    return saga;
  }
}
