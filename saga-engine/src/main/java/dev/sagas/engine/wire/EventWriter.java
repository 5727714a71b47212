package dev.sagas.engine.wire;

import dev.sagas.engine.core.BufferedSignal;
import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.Digest;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.UnwindReason;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.StepName;
import dev.sagas.schema.AttemptFailed;
import dev.sagas.schema.CommandAction;
import dev.sagas.schema.CommandIssued;
import dev.sagas.schema.CompensationGivenUp;
import dev.sagas.schema.DataChanged;
import dev.sagas.schema.Hash;
import dev.sagas.schema.IncidentRaised;
import dev.sagas.schema.IncidentResolved;
import dev.sagas.schema.LateSuccessRecorded;
import dev.sagas.schema.RetryScheduled;
import dev.sagas.schema.SagaEnded;
import dev.sagas.schema.SagaStarted;
import dev.sagas.schema.SignalBuffered;
import dev.sagas.schema.SignalTaken;
import dev.sagas.schema.SleepBegun;
import dev.sagas.schema.StepAbandoned;
import dev.sagas.schema.StepBlocked;
import dev.sagas.schema.StepCompensated;
import dev.sagas.schema.StepOutcomeUnknown;
import dev.sagas.schema.StepRejected;
import dev.sagas.schema.StepSkipped;
import dev.sagas.schema.StepSucceeded;
import dev.sagas.schema.UnwindStarted;
import dev.sagas.schema.WaitBegun;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Writes events as Avro records. The data of an event stands in the transition, not in it. */
final class EventWriter extends ControlEventWriter {
  /** What a record contains for a time, a sequence or an epoch that is not there. */
  static final int ABSENT = 0;

  static Hash hash(Digest digest) {
    return new Hash(digest.value().array());
  }

  static @Nullable ByteBuffer buffer(Optional<Bytes> bytes) {
    return bytes.isPresent() ? ByteBuffer.wrap(bytes.get().array()) : null;
  }

  /** In a fixed order, so that equal values have equal bytes. */
  static Map<String, String> sorted(Map<String, String> map) {
    return new TreeMap<>(map);
  }

  static @Nullable String optional(Optional<StepName> step) {
    return step.map(StepName::value).orElse(null);
  }

  static List<String> names(List<StepName> steps) {
    return steps.stream().map(StepName::value).toList();
  }

  static CommandAction action(Action action) {
    return switch (action) {
      case EXECUTE -> CommandAction.EXECUTE;
      case COMPENSATE -> CommandAction.COMPENSATE;
    };
  }

  @Override
  public SpecificRecord started(SagaEvent.Started event) {
    OptionalLong deadline = event.request().deadlineAtMs();
    return new SagaStarted(
        event.request().dataType(),
        hash(event.request().payloadDigest()),
        deadline.isPresent() ? deadline.getAsLong() : null,
        sorted(event.request().labels()));
  }

  @Override
  public SpecificRecord commandIssued(SagaEvent.CommandIssued event) {
    return new CommandIssued(
        event.step().value(),
        action(event.action()),
        event.epoch(),
        event.attempt(),
        event.participant(),
        event.dueAtMs(),
        event.deadlineAtMs().orElse(ABSENT),
        event.pivot());
  }

  @Override
  public SpecificRecord stepSucceeded(SagaEvent.StepSucceeded event) {
    return new StepSucceeded(event.step().value(), event.sequence(), buffer(event.reply()));
  }

  @Override
  public SpecificRecord stepRejected(SagaEvent.StepRejected event) {
    return new StepRejected(event.step().value(), event.code(), event.message());
  }

  @Override
  public SpecificRecord attemptFailed(SagaEvent.AttemptFailed event) {
    return new AttemptFailed(
        event.step().value(),
        action(event.action()),
        event.attempt(),
        event.code(),
        event.message());
  }

  @Override
  public SpecificRecord retryScheduled(SagaEvent.RetryScheduled event) {
    return new RetryScheduled(
        event.step().value(), action(event.action()), event.nextAttempt(), event.retryAtMs());
  }

  @Override
  public SpecificRecord outcomeUnknown(SagaEvent.OutcomeUnknown event) {
    return new StepOutcomeUnknown(event.step().value(), event.sequence());
  }

  @Override
  public SpecificRecord lateSuccess(SagaEvent.LateSuccess event) {
    return new LateSuccessRecorded(event.step().value(), buffer(event.reply()));
  }

  @Override
  public SpecificRecord dataChanged(SagaEvent.DataChanged event) {
    return new DataChanged();
  }

  @Override
  public SpecificRecord unwindStarted(SagaEvent.UnwindStarted event) {
    UnwindReason reason = event.reason();
    return new UnwindStarted(optional(reason.step()), reason.code(), reason.message());
  }

  @Override
  public SpecificRecord stepCompensated(SagaEvent.StepCompensated event) {
    return new StepCompensated(event.step().value(), event.commanded());
  }

  @Override
  public SpecificRecord compensationGivenUp(SagaEvent.CompensationGivenUp event) {
    return new CompensationGivenUp(event.step().value(), event.code(), event.message());
  }

  @Override
  public SpecificRecord incidentRaised(SagaEvent.IncidentRaised event) {
    return new IncidentRaised(
        event.id(), optional(event.step()), event.code().name(), event.message());
  }

  @Override
  public SpecificRecord incidentResolved(SagaEvent.IncidentResolved event) {
    return new IncidentResolved(event.id(), event.how());
  }

  @Override
  public SpecificRecord ended(SagaEvent.Ended event) {
    return new SagaEnded(AvroEnums.outcome(event.outcome()), event.forgetAtMs());
  }

  @Override
  public SpecificRecord stepSkipped(SagaEvent.StepSkipped event) {
    return new StepSkipped(
        event.step().value(), AvroEnums.toAvro(event.cause()), event.sequence().orElse(ABSENT));
  }

  @Override
  public SpecificRecord stepBlocked(SagaEvent.StepBlocked event) {
    return new StepBlocked(event.step().value());
  }

  @Override
  public SpecificRecord stepAbandoned(SagaEvent.StepAbandoned event) {
    return new StepAbandoned(event.step().value());
  }

  @Override
  public SpecificRecord sleepBegun(SagaEvent.SleepBegun event) {
    return new SleepBegun(event.step().value(), event.dueAtMs(), event.absolute());
  }

  @Override
  public SpecificRecord waitBegun(SagaEvent.WaitBegun event) {
    return new WaitBegun(
        event.step().value(), event.signal().value(), event.dueAtMs().orElse(ABSENT));
  }

  @Override
  public SpecificRecord signalBuffered(SagaEvent.SignalBuffered event) {
    BufferedSignal signal = event.signal();
    return new SignalBuffered(
        signal.name().value(), signal.type(), ByteBuffer.wrap(signal.payload().array()));
  }

  @Override
  public SpecificRecord signalTaken(SagaEvent.SignalTaken event) {
    return new SignalTaken(event.step().value(), event.signal().value());
  }
}
