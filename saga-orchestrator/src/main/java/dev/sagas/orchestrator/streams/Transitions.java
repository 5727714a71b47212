package dev.sagas.orchestrator.streams;

import dev.sagas.orchestrator.core.Bytes;
import dev.sagas.orchestrator.core.Decision;
import dev.sagas.orchestrator.core.DecisionContext;
import dev.sagas.orchestrator.core.Rejection;
import dev.sagas.orchestrator.core.SagaDecider;
import dev.sagas.orchestrator.core.SagaInput;
import dev.sagas.orchestrator.core.SagaState;
import dev.sagas.orchestrator.wire.Cause;
import dev.sagas.orchestrator.wire.Checkpoint;
import dev.sagas.orchestrator.wire.CheckpointCodec;
import dev.sagas.orchestrator.wire.CorruptCheckpointException;
import dev.sagas.orchestrator.wire.DeadLetterCode;
import dev.sagas.orchestrator.wire.OutputWriter;
import dev.sagas.orchestrator.wire.UnknownFormatException;
import dev.sagas.protocol.SagaId;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies one input, or one timer, to one saga, and writes what comes of it. */
final class Transitions {
  private static final Logger LOG = LoggerFactory.getLogger(Transitions.class);

  /** When what could not be written, because a topic became too small, is tried again. */
  private static final long RINGS_AGAIN_MS = 60_000;

  private final EngineParts parts;
  private final GuardedDecider decider;
  private final SagaStores stores;
  private final TransitionCommitter committer;
  private final Refusals refusals;

  Transitions(
      EngineParts parts, SagaStores stores, TransitionCommitter committer, Refusals refusals) {
    this.parts = parts;
    this.decider = new GuardedDecider(parts.decider(), parts.limits().functionTimeout());
    this.stores = stores;
    this.committer = committer;
    this.refusals = refusals;
  }

  /** What became of an input. */
  enum Result {
    /** It was applied, or refused and kept. */
    DONE,
    /** It was the start of a saga that now lives. */
    STARTED,
    /** No saga has its id, and it may be that its start is yet to come (R2a). */
    EARLY,
    /** The saga's checkpoint is not what it was when it was written. */
    UNTRUSTED
  }

  /** Applies an input. One that is early, or whose saga is not trusted, is left to the caller. */
  Result apply(Turn turn, SagaId id, SagaInput input) {
    Optional<Checkpoint> before;
    try {
      before = stores.get(id);
    } catch (CorruptCheckpointException | UnknownFormatException e) {
      LOG.debug("The checkpoint of saga {} cannot be trusted", id, e);
      return Result.UNTRUSTED;
    }
    Optional<SagaState> state = before.map(Checkpoint::state);
    Decision decision = decider.decide(state, input, decisionContext(state));
    if (decision instanceof Decision.Accepted accepted) {
      return accepted(turn, before, input, accepted);
    }
    if (decision instanceof Decision.Rejected rejected) {
      if (rejected.reason() == Rejection.NO_SUCH_SAGA && mayOvertakeItsStart(input)) {
        return Result.EARLY;
      }
      refusals.rejected(turn, state, rejected.reason(), rejected.message());
    }
    return Result.DONE;
  }

  private static boolean mayOvertakeItsStart(SagaInput input) {
    return input instanceof SagaInput.Signal || input instanceof SagaInput.Operation;
  }

  private Result accepted(
      Turn turn, Optional<Checkpoint> before, SagaInput input, Decision.Accepted accepted) {
    Optional<SagaState> after = commit(turn, before, accepted);
    if (after.isEmpty() || !(input instanceof SagaInput.Start)) {
      return Result.DONE;
    }
    refusals.accepted(turn, after.get());
    return Result.STARTED;
  }

  /** Writes the transition, or what takes its place because its records exceed a bound. */
  private Optional<SagaState> commit(
      Turn turn, Optional<Checkpoint> before, Decision.Accepted accepted) {
    TransitionCommitter.Prepared prepared =
        committer.prepare(before, accepted, turn.cause(), turn.route());
    Optional<Unsendable> problem = committer.problem(prepared);
    if (problem.isEmpty()) {
      committer.write(prepared);
      return Optional.of(prepared.state());
    }
    Optional<SagaState> state = before.map(Checkpoint::state);
    if (state.isEmpty()
        || state.get().sagaIncident().isPresent()
        || !writeIncident(before.orElseThrow(), turn.cause(), turn.route(), problem.get())) {
      refusals.refused(
          turn,
          state,
          DeadLetterCode.valueOf(problem.get().code().name()),
          problem.get().message());
    }
    return Optional.empty();
  }

  /** Writes an incident; false if not even that may be written. */
  private boolean writeIncident(
      Checkpoint before, Cause cause, OutputWriter.Route route, Unsendable problem) {
    SagaState state = before.state();
    Decision.Accepted incident =
        SagaDecider.incident(
            state, problem.code(), problem.message(), decisionContext(Optional.of(state)));
    TransitionCommitter.Prepared prepared =
        committer.prepare(Optional.of(before), incident, cause, route);
    boolean fits = committer.problem(prepared).isEmpty();
    if (fits) {
      committer.write(prepared);
    }
    return fits;
  }

  /** What became of a timer. */
  enum Ring {
    RANG,
    /** It is of no saga, or of one that has moved its timer. */
    NOBODYS,
    /** The saga's checkpoint is not what it was when it was written. */
    UNTRUSTED
  }

  /** Handles a timer that rang and is out of the queue. */
  Ring ring(TimerQueue.Due due, OutputWriter.Route route) {
    SagaId id = due.sagaId();
    if (parts.failures().mustRingLater(id)) {
      LOG.error("The timer of saga {} has failed again and again; it rings again later", id);
      stores.timers().put(parts.clock().millis() + RINGS_AGAIN_MS, id);
      return Ring.RANG;
    }
    try {
      return rung(due, route);
    } catch (RuntimeException | StackOverflowError e) {
      parts.failures().blame(id);
      throw e;
    }
  }

  private Ring rung(TimerQueue.Due due, OutputWriter.Route route) {
    SagaId id = due.sagaId();
    Optional<Checkpoint> stored;
    try {
      stored = stores.get(id);
    } catch (CorruptCheckpointException | UnknownFormatException e) {
      LOG.debug("The checkpoint of saga {} cannot be trusted", id, e);
      return Ring.UNTRUSTED;
    }
    // A later entry than the checkpoint names is of a timer that could not be handled in its time.
    if (stored.isEmpty()
        || stored.get().timerAtMs() == 0
        || stored.get().timerAtMs() > due.dueAtMs()) {
      return Ring.NOBODYS;
    }
    SagaState state = stored.get().state();
    Checkpoint ringing = new Checkpoint(state, 0);
    Decision decision =
        decider.decide(
            Optional.of(state), new SagaInput.TimerDue(id), decisionContext(Optional.of(state)));
    if (decision instanceof Decision.Accepted accepted) {
      TransitionCommitter.Prepared prepared =
          committer.prepare(Optional.of(ringing), accepted, Cause.TIMER, route);
      Optional<Unsendable> problem = committer.problem(prepared);
      if (problem.isEmpty()) {
        committer.write(prepared);
      } else if (!writeIncident(ringing, Cause.TIMER, route, problem.get())) {
        LOG.error("The timer of saga {} rings again later: {}", id, problem.get().message());
        reschedule(new Checkpoint(state, parts.clock().millis() + RINGS_AGAIN_MS));
      }
    } else if (decision instanceof Decision.Forgotten) {
      stores.forget(id);
    } else {
      reschedule(SagaStores.next(state, 0));
    }
    return Ring.RANG;
  }

  /** Moves a timer; alone, if the changelog does not take the checkpoint any more. */
  private void reschedule(Checkpoint checkpoint) {
    Bytes encoded = CheckpointCodec.encode(checkpoint);
    if (committer.problem(checkpoint.state(), encoded).isEmpty()) {
      stores.put(checkpoint, encoded, 0);
    } else if (checkpoint.timerAtMs() != 0) {
      stores.timers().put(checkpoint.timerAtMs(), checkpoint.state().identity().id());
    }
  }

  private DecisionContext decisionContext(Optional<SagaState> state) {
    long nowMs = Math.max(parts.clock().millis(), state.map(SagaState::updatedAtMs).orElse(0L));
    EngineLimits limits = parts.limits();
    return new DecisionContext(
        nowMs,
        limits.tombstoneRetention(),
        limits.fenceRetention(),
        limits.maxSignals(),
        limits.maxSignalBytes());
  }
}
