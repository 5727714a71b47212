package dev.sagas.orchestrator.wire;

import dev.sagas.orchestrator.core.Bytes;
import dev.sagas.orchestrator.core.Digest;
import dev.sagas.orchestrator.core.IncidentCode;
import dev.sagas.orchestrator.core.SagaEvent;
import dev.sagas.orchestrator.core.SagaIdentity;
import dev.sagas.orchestrator.core.SagaRequest;
import dev.sagas.orchestrator.core.SagaStatus;
import dev.sagas.orchestrator.core.UnwindReason;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.StepName;
import dev.sagas.schema.AttemptFailed;
import dev.sagas.schema.CommandAction;
import dev.sagas.schema.CommandIssued;
import dev.sagas.schema.CompensationGivenUp;
import dev.sagas.schema.DataChanged;
import dev.sagas.schema.IncidentRaised;
import dev.sagas.schema.IncidentResolved;
import dev.sagas.schema.LateSuccessRecorded;
import dev.sagas.schema.RetryScheduled;
import dev.sagas.schema.SagaEnded;
import dev.sagas.schema.SagaStarted;
import dev.sagas.schema.StepCompensated;
import dev.sagas.schema.StepOutcomeUnknown;
import dev.sagas.schema.StepRejected;
import dev.sagas.schema.StepSucceeded;
import dev.sagas.schema.UnwindStarted;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Reads events from their Avro records; the inverse of {@link EventWriter}. */
final class EventReader {
  private final Map<Class<?>, Function<SpecificRecord, SagaEvent>> readers = new HashMap<>();

  /**
   * A reader for the events of one transition.
   *
   * @param data the transition's data
   */
  EventReader(SagaIdentity identity, Optional<Bytes> data) {
    on(
        SagaStarted.class,
        e ->
            new SagaEvent.Started(
                identity,
                new SagaRequest(
                    Digest.of(e.getPayloadDigest().bytes()),
                    e.getDataType(),
                    e.getDeadlineAt() == null
                        ? OptionalLong.empty()
                        : OptionalLong.of(e.getDeadlineAt()),
                    e.getLabels()),
                data.orElse(Bytes.EMPTY)));
    on(DataChanged.class, e -> new SagaEvent.DataChanged(data.orElse(Bytes.EMPTY)));
    onForward();
    onBackward();
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
                e.getDueAt()));
    on(
        StepSucceeded.class,
        e -> new SagaEvent.StepSucceeded(step(e.getStep()), e.getSequence(), bytes(e.getReply())));
    on(
        StepRejected.class,
        e -> new SagaEvent.StepRejected(step(e.getStep()), e.getCode(), e.getMessage()));
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
        e ->
            new SagaEvent.UnwindStarted(
                new UnwindReason(optionalStep(e.getStep()), e.getCode(), e.getMessage())));
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
    on(IncidentResolved.class, e -> new SagaEvent.IncidentResolved(e.getIncidentId(), e.getHow()));
    on(
        SagaEnded.class,
        e -> new SagaEvent.Ended(SagaStatus.valueOf(e.getOutcome().name()), e.getForgetAt()));
  }

  private <E extends SpecificRecord> void on(Class<E> type, Function<E, SagaEvent> reader) {
    readers.put(type, record -> reader.apply(type.cast(record)));
  }

  /**
   * Reads one event.
   *
   * @throws IllegalArgumentException for a record that is no event of this version
   */
  SagaEvent read(Object record) {
    Function<SpecificRecord, SagaEvent> reader = readers.get(record.getClass());
    if (reader == null || !(record instanceof SpecificRecord specific)) {
      throw new IllegalArgumentException(
          "Expected an event of the journal, but got " + record.getClass().getName());
    }
    return reader.apply(specific);
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

  private static StepName step(String name) {
    return new StepName(name);
  }

  private static Action action(CommandAction action) {
    return switch (action) {
      case EXECUTE -> Action.EXECUTE;
      case COMPENSATE -> Action.COMPENSATE;
    };
  }
}
