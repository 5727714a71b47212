package dev.sagas.audit;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.Digest;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaEvolver;
import dev.sagas.engine.core.SagaIdentity;
import dev.sagas.engine.core.SagaRequest;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.wire.Cause;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** One run, fed to the analytics transition by transition, with times from its start. */
final class TimedRun {
  private static final long STARTED_AT_MS = 1_700_000_000_000L;

  private final AnalyticsFold fold;
  private final SagaIdentity identity;
  private Optional<SagaState> state = Optional.empty();
  private long revision;

  /** Begins a run of type {@code order} with its first events. */
  TimedRun(AnalyticsFold fold, String id, SagaEvent... first) {
    this.fold = fold;
    this.identity =
        new SagaIdentity(new SagaId(id), new RunId("0123456789ab"), new SagaType("order"), 1);
    List<SagaEvent> events = new ArrayList<>();
    SagaRequest request = new SagaRequest(Digest.ZERO, "Order", OptionalLong.empty(), Map.of());
    events.add(new SagaEvent.Started(identity, request, Bytes.EMPTY));
    events.addAll(List.of(first));
    transition(0, events);
  }

  TimedRun at(long ms, SagaEvent... events) {
    transition(ms, List.of(events));
    return this;
  }

  private void transition(long ms, List<SagaEvent> events) {
    long atMs = STARTED_AT_MS + ms;
    SagaState after = SagaEvolver.evolve(state, events, atMs);
    revision++;
    JournalEntry entry =
        new JournalEntry(
            new JournalEntry.Place(identity, revision, atMs, Digest.ZERO),
            Cause.TIMER,
            new JournalEntry.Content(
                Optional.empty(), events, List.of(), Optional.empty(), after.status()));
    fold.transition(entry, state);
    state = Optional.of(after);
  }
}
