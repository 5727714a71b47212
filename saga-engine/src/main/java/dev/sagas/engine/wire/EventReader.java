package dev.sagas.engine.wire;

import dev.sagas.engine.core.BufferedSignal;
import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.ControlEvent;
import dev.sagas.engine.core.Digest;
import dev.sagas.engine.core.IncidentCode;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaIdentity;
import dev.sagas.engine.core.SagaRequest;
import dev.sagas.engine.core.UnwindReason;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.SignalName;
import dev.sagas.protocol.StepName;
import dev.sagas.schema.AttemptFailed;
import dev.sagas.schema.CancelHeld;
import dev.sagas.schema.CancelRefused;
import dev.sagas.schema.CommandAction;
import dev.sagas.schema.CommandIssued;
import dev.sagas.schema.CompensationGivenUp;
import dev.sagas.schema.DataChanged;
import dev.sagas.schema.IncidentRaised;
import dev.sagas.schema.IncidentResolved;
import dev.sagas.schema.LateSuccessRecorded;
import dev.sagas.schema.OperationApplied;
import dev.sagas.schema.RestartDropped;
import dev.sagas.schema.RestartRequested;
import dev.sagas.schema.RetryOrdered;
import dev.sagas.schema.RetryScheduled;
import dev.sagas.schema.SagaEnded;
import dev.sagas.schema.SagaMigrated;
import dev.sagas.schema.SagaPaused;
import dev.sagas.schema.SagaRestarted;
import dev.sagas.schema.SagaResumed;
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
import dev.sagas.schema.StopRequested;
import dev.sagas.schema.UnwindStarted;
import dev.sagas.schema.WaitBegun;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Reads events from their Avro records; the inverse of {@link EventWriter}. */
final class EventReader {
  private static final Map<Class<?>, Function<SpecificRecord, SagaEvent>> READERS =
      Map.copyOf(new Readers().byType);

  private final SagaIdentity identity;
  private final Optional<Bytes> data;

  /**
   * A reader for the events of one transition.
   *
   * @param data the transition's data
   */
  EventReader(SagaIdentity identity, Optional<Bytes> data) {
    this.identity = identity;
    this.data = data;
  }

  /**
   * Reads one event.
   *
   * @throws IllegalArgumentException for a record that is no event of this version
   */
  SagaEvent read(Object record) {
    if (record instanceof SagaStarted started) {
      return started(started);
    }
    if (record instanceof DataChanged) {
      return new SagaEvent.DataChanged(data.orElse(Bytes.EMPTY));
    }
    Function<SpecificRecord, SagaEvent> reader = READERS.get(record.getClass());
    if (reader == null || !(record instanceof SpecificRecord specific)) {
      throw new IllegalArgumentException(
          "Expected an event of the journal, but got " + record.getClass().getName());
    }
    return reader.apply(specific);
  }

  private SagaEvent started(SagaStarted e) {
    OptionalLong deadline =
        e.getDeadlineAt() == null ? OptionalLong.empty() : OptionalLong.of(e.getDeadlineAt());
    SagaRequest request =
        new SagaRequest(
            Digest.of(e.getPayloadDigest().bytes()), e.getDataType(), deadline, e.getLabels());
    return new SagaEvent.Started(identity, request, data.orElse(Bytes.EMPTY));
  }

  static OptionalLong optional(long number) {
    return number == EventWriter.ABSENT ? OptionalLong.empty() : OptionalLong.of(number);
  }

  static Optional<Bytes> bytes(@Nullable ByteBuffer buffer) {
    if (buffer == null) {
      return Optional.empty();
    }
    byte[] copy = new byte[buffer.remaining()];
    buffer.duplicate().get(copy);
    return Optional.of(Bytes.of(copy));
  }

  static Optional<StepName> optionalStep(@Nullable String name) {
    return Optional.ofNullable(name).map(StepName::new);
  }

  static List<StepName> steps(List<String> names) {
    return names.stream().map(StepName::new).toList();
  }

  static UnwindReason reason(@Nullable String step, String code, String message) {
    return new UnwindReason(optionalStep(step), code, message);
  }

  private static StepName step(String name) {
    return new StepName(name);
  }

  private static Action action(CommandAction action) {
    return switch (action) {
      case EXECUTE -> Action.EXECUTE;
      case COMPENSATE -> Action.COMPENSATE;
    };
  }

  /** What reads the events that need nothing but their own record. */
  private static final class Readers {
    private final Map<Class<?>, Function<SpecificRecord, SagaEvent>> byType = new HashMap<>();

    Readers() {
      onForward();
      onFailure();
      onBackward();
      onWaiting();
      onStopping();
      onOperation();
    }

    private void onForward() {
      on(
          CommandIssued.class,
          e ->
              new SagaEvent.CommandIssued(
                  step(e.getStep()),
                  action(e.getAction()),
                  e.getEpoch(),
                  e.getAttempt(),
                  e.getParticipant(),
                  e.getDueAt(),
                  optional(e.getDeadlineAt()),
                  e.getPivot()));
      on(
          StepSucceeded.class,
          e ->
              new SagaEvent.StepSucceeded(step(e.getStep()), e.getSequence(), bytes(e.getReply())));
      on(
          StepRejected.class,
          e -> new SagaEvent.StepRejected(step(e.getStep()), e.getCode(), e.getMessage()));
    }

    private void onFailure() {
      on(
          AttemptFailed.class,
          e ->
              new SagaEvent.AttemptFailed(
                  step(e.getStep()),
                  action(e.getAction()),
                  e.getAttempt(),
                  e.getCode(),
                  e.getMessage()));
      on(
          RetryScheduled.class,
          e ->
              new SagaEvent.RetryScheduled(
                  step(e.getStep()), action(e.getAction()), e.getNextAttempt(), e.getRetryAt()));
      on(
          StepOutcomeUnknown.class,
          e -> new SagaEvent.OutcomeUnknown(step(e.getStep()), e.getSequence()));
      on(
          LateSuccessRecorded.class,
          e -> new SagaEvent.LateSuccess(step(e.getStep()), bytes(e.getReply())));
    }

    private void onBackward() {
      on(
          UnwindStarted.class,
          e -> new SagaEvent.UnwindStarted(reason(e.getStep(), e.getCode(), e.getMessage())));
      on(
          StepCompensated.class,
          e -> new SagaEvent.StepCompensated(step(e.getStep()), e.getCommanded()));
      on(
          CompensationGivenUp.class,
          e -> new SagaEvent.CompensationGivenUp(step(e.getStep()), e.getCode(), e.getMessage()));
      on(
          IncidentRaised.class,
          e ->
              new SagaEvent.IncidentRaised(
                  e.getIncidentId(),
                  optionalStep(e.getStep()),
                  IncidentCode.valueOf(e.getCode()),
                  e.getMessage()));
      on(
          IncidentResolved.class,
          e -> new SagaEvent.IncidentResolved(e.getIncidentId(), e.getHow()));
      on(
          SagaEnded.class,
          e -> new SagaEvent.Ended(AvroEnums.fromAvro(e.getOutcome()), e.getForgetAt()));
    }

    private void onWaiting() {
      on(
          StepSkipped.class,
          e ->
              new SagaEvent.StepSkipped(
                  step(e.getStep()), AvroEnums.fromAvro(e.getCause()), optional(e.getSequence())));
      on(StepBlocked.class, e -> new SagaEvent.StepBlocked(step(e.getStep())));
      on(StepAbandoned.class, e -> new SagaEvent.StepAbandoned(step(e.getStep())));
      on(
          SleepBegun.class,
          e -> new SagaEvent.SleepBegun(step(e.getStep()), e.getDueAt(), e.getAbsolute()));
      on(
          WaitBegun.class,
          e ->
              new SagaEvent.WaitBegun(
                  step(e.getStep()), new SignalName(e.getSignal()), optional(e.getDueAt())));
      on(
          SignalBuffered.class,
          e ->
              new SagaEvent.SignalBuffered(
                  new BufferedSignal(
                      new SignalName(e.getSignal()),
                      e.getType(),
                      bytes(e.getPayload()).orElse(Bytes.EMPTY))));
      on(
          SignalTaken.class,
          e -> new SagaEvent.SignalTaken(step(e.getStep()), new SignalName(e.getSignal())));
    }

    private void onStopping() {
      on(
          StopRequested.class,
          e -> new ControlEvent.StopRequested(reason(e.getStep(), e.getCode(), e.getMessage())));
      on(
          CancelHeld.class,
          e -> new ControlEvent.CancelHeld(reason(e.getStep(), e.getCode(), e.getMessage())));
      on(CancelRefused.class, e -> new ControlEvent.CancelRefused());
      on(SagaPaused.class, e -> new ControlEvent.Paused(e.getActor(), e.getReason()));
      on(SagaResumed.class, e -> new ControlEvent.Resumed());
    }

    private void onOperation() {
      on(
          OperationApplied.class,
          e ->
              new ControlEvent.OperationApplied(
                  e.getOperationId(),
                  AvroEnums.fromAvro(e.getKind()),
                  e.getActor(),
                  e.getReason()));
      on(
          RetryOrdered.class,
          e -> new ControlEvent.RetryOrdered(step(e.getStep()), action(e.getAction())));
      on(RestartRequested.class, e -> new ControlEvent.RestartRequested(step(e.getFrom())));
      on(RestartDropped.class, e -> new ControlEvent.RestartDropped());
      on(
          SagaRestarted.class,
          e -> new ControlEvent.Restarted(step(e.getFrom()), steps(e.getReopened())));
      on(SagaMigrated.class, e -> new ControlEvent.Migrated(e.getVersion()));
    }

    private <E extends SpecificRecord> void on(Class<E> type, Function<E, SagaEvent> reader) {
      byType.put(type, record -> reader.apply(type.cast(record)));
    }
  }
}
