package dev.sagas.engine.wire;

import dev.sagas.engine.core.BufferedSignal;
import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.Control;
import dev.sagas.engine.core.Incident;
import dev.sagas.engine.core.StepState;
import dev.sagas.engine.core.UnwindReason;
import dev.sagas.protocol.SignalName;
import dev.sagas.protocol.StepName;
import dev.sagas.schema.SagaControl;
import dev.sagas.schema.SagaPause;
import dev.sagas.schema.StepCheckpoint;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;

/** Writes and reads what a checkpoint is made of. */
final class CheckpointParts {
  private static final int ABSENT = EventWriter.ABSENT;

  private CheckpointParts() {}

  static StepCheckpoint step(StepState step) {
    StepCheckpoint avro = new StepCheckpoint();
    avro.setStep(step.name().value());
    avro.setStatus(AvroEnums.toAvro(step.status()));
    avro.setEpoch(step.attempts().epoch());
    avro.setUndoEpoch(step.attempts().undoEpoch().orElse(ABSENT));
    avro.setAttempt(step.attempts().attempt());
    avro.setSpentBefore(step.attempts().spentBefore());
    avro.setSequence(step.sequence().orElse(ABSENT));
    avro.setSince(step.sinceMs());
    avro.setDueAt(step.timer().dueAtMs().orElse(ABSENT));
    avro.setAbsolute(step.timer().absolute());
    avro.setDeadlineAt(step.timer().deadlineAtMs().orElse(ABSENT));
    avro.setOutcomeKnown(step.outcomeKnown());
    avro.setReply(EventWriter.buffer(step.reply()));
    avro.setTarget(step.target().orElse(""));
    return avro;
  }

  static StepState step(StepCheckpoint avro) {
    return new StepState(
        new StepName(avro.getStep()),
        AvroEnums.fromAvro(avro.getStatus()),
        new StepState.Attempts(
            avro.getEpoch(),
            avro.getUndoEpoch() == ABSENT
                ? OptionalInt.empty()
                : OptionalInt.of(avro.getUndoEpoch()),
            avro.getAttempt(),
            avro.getSpentBefore()),
        new StepState.Timer(
            EventReader.optional(avro.getDueAt()),
            avro.getAbsolute(),
            EventReader.optional(avro.getDeadlineAt())),
        new StepState.ExecuteOutcome(
            EventReader.optional(avro.getSequence()),
            avro.getOutcomeKnown(),
            EventReader.bytes(avro.getReply())),
        avro.getSince(),
        Optional.of(avro.getTarget()).filter(target -> !target.isEmpty()));
  }

  static dev.sagas.schema.BufferedSignal signal(BufferedSignal signal) {
    return new dev.sagas.schema.BufferedSignal(
        signal.name().value(), signal.type(), ByteBuffer.wrap(signal.payload().array()));
  }

  static BufferedSignal signal(dev.sagas.schema.BufferedSignal avro) {
    return new BufferedSignal(
        new SignalName(avro.getName()),
        avro.getType(),
        EventReader.bytes(avro.getPayload()).orElse(Bytes.EMPTY));
  }

  static dev.sagas.schema.UnwindReason reason(UnwindReason reason) {
    return new dev.sagas.schema.UnwindReason(
        EventWriter.optional(reason.step()), reason.code(), reason.message());
  }

  static UnwindReason reason(dev.sagas.schema.UnwindReason avro) {
    return EventReader.reason(avro.getStep(), avro.getCode(), avro.getMessage());
  }

  static dev.sagas.schema.Incident incident(Incident incident) {
    return new dev.sagas.schema.Incident(
        incident.id(),
        EventWriter.optional(incident.step()),
        incident.code(),
        incident.message(),
        incident.raisedAtMs(),
        incident.revision());
  }

  static Incident incident(dev.sagas.schema.Incident avro) {
    return new Incident(
        avro.getIncidentId(),
        EventReader.optionalStep(avro.getStep()),
        avro.getCode(),
        avro.getMessage(),
        avro.getRaisedAt(),
        avro.getRevision());
  }

  static SagaControl control(Control control) {
    SagaControl avro = new SagaControl();
    avro.setPause(
        control
            .pause()
            .map(pause -> new SagaPause(pause.actor(), pause.reason(), pause.sinceMs()))
            .orElse(null));
    avro.setHeldCancel(control.heldCancel().map(CheckpointParts::reason).orElse(null));
    avro.setRestartFrom(EventWriter.optional(control.restartFrom()));
    avro.setPivotSent(control.pivotSent());
    avro.setSkipped(EventWriter.names(control.skipped()));
    avro.setOperations(control.operations());
    return avro;
  }

  static Control control(SagaControl avro) {
    return new Control(
        Optional.ofNullable(avro.getPause())
            .map(pause -> new Control.Pause(pause.getActor(), pause.getReason(), pause.getSince())),
        Optional.ofNullable(avro.getHeldCancel()).map(CheckpointParts::reason),
        EventReader.optionalStep(avro.getRestartFrom()),
        avro.getPivotSent(),
        EventReader.steps(avro.getSkipped()),
        avro.getOperations());
  }
}
