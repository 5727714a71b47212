package dev.sagas.orchestrator.metrics;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.Digest;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaEvolver;
import dev.sagas.engine.core.SagaIdentity;
import dev.sagas.engine.core.SagaRequest;
import dev.sagas.engine.core.SagaState;
import dev.sagas.orchestrator.streams.CommitListener;
import dev.sagas.orchestrator.streams.SagaChange;
import dev.sagas.orchestrator.streams.Uncommitted;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.StepName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** One saga whose transitions are committed one by one, {@value #COMMIT_MS} ms after each. */
public final class CommittedSaga {
  public static final StepName STOCK = new StepName("reserve-stock");
  public static final StepName CARD = new StepName("charge-card");
  public static final long COMMIT_MS = 20;

  /** How long an input lies in its topic until it is decided. */
  public static final long QUEUE_MS = 10;

  private final Uncommitted uncommitted;
  private final SteppedClock clock;
  private final SagaIdentity identity;
  private Optional<SagaState> state = Optional.empty();

  public CommittedSaga(String id, CommitListener listener, SteppedClock clock) {
    this.uncommitted = listener.uncommitted();
    this.clock = clock;
    this.identity =
        new SagaIdentity(
            new SagaId(id), new RunId("00ff00ff00ff"), new SagaType("order-fulfilment"), 3);
  }

  public SagaState state() {
    return state.orElseThrow();
  }

  /** A record that lay in its topic for {@value #QUEUE_MS} ms had these events. */
  public CommittedSaga input(SagaEvent... events) {
    return commit(Optional.of(record(Optional.empty())), List.of(events));
  }

  /** The same, of a record with that trace context. */
  public CommittedSaga traced(String traceParent, SagaEvent... events) {
    return commit(Optional.of(record(Optional.of(traceParent))), List.of(events));
  }

  private SagaChange.Input record(Optional<String> traceParent) {
    return new SagaChange.Input(clock.millis() - QUEUE_MS, traceParent);
  }

  /** A timer had these events. */
  public CommittedSaga timer(SagaEvent... events) {
    return commit(Optional.empty(), List.of(events));
  }

  private CommittedSaga commit(Optional<SagaChange.Input> input, List<SagaEvent> events) {
    SagaState after = SagaEvolver.evolve(state, events, clock.millis());
    SagaChange change = new SagaChange.Written(0, state, after, events, input, Optional.empty());
    state = Optional.of(after);
    uncommitted.add(change);
    clock.advance(COMMIT_MS);
    uncommitted.committed();
    return this;
  }

  /** Time passes. */
  public CommittedSaga after(long ms) {
    clock.advance(ms);
    return this;
  }

  public SagaEvent started() {
    return new SagaEvent.Started(
        identity,
        new SagaRequest(Digest.ZERO, "dev.sagas.Order", OptionalLong.empty(), Map.of()),
        Bytes.EMPTY);
  }

  /** An attempt that times out after 5 s. */
  public SagaEvent command(StepName step, Action action, int attempt) {
    return new SagaEvent.CommandIssued(
        step,
        action,
        1,
        attempt,
        step.equals(STOCK) ? "inventory" : "payments",
        clock.millis() + 5_000,
        OptionalLong.empty(),
        false);
  }
}
