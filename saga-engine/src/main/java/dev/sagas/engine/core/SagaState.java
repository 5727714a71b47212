package dev.sagas.engine.core;

import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.StepName;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The state of one saga: the fold of its run's events.
 *
 * <ul>
 *   <li>An ended saga is a tombstone: its data, steps, signals and incidents are empty (R1, R21).
 * </ul>
 *
 * @param startedAtMs epoch ms
 * @param updatedAtMs time of the last transition, epoch ms
 * @param forgetAtMs when the tombstone may leave the store, epoch ms; empty while the saga lives
 */
public record SagaState(
    SagaIdentity identity,
    ChainLink chain,
    SagaStatus status,
    long startedAtMs,
    long updatedAtMs,
    SagaRequest request,
    SagaProgress progress,
    OptionalLong forgetAtMs) {
  /** The saga's data in wire format. */
  public Bytes data() {
    return progress.data();
  }

  /** The highest sequence given to a step. */
  public long lastSequence() {
    return progress.lastSequence();
  }

  /** Every step that was begun. */
  public Steps steps() {
    return progress.steps();
  }

  /** Signals that came early, the oldest first. */
  public List<BufferedSignal> signals() {
    return progress.signals();
  }

  /** Why the saga stops or turned back. */
  public Optional<UnwindReason> unwind() {
    return progress.unwind();
  }

  /** The open incidents, the oldest first. */
  public List<Incident> incidents() {
    return progress.incidents();
  }

  /** How operators, and requests to stop, steer the saga. */
  public Control control() {
    return progress.control();
  }

  /** The step of that name, if it was begun. */
  public Optional<StepState> step(StepName name) {
    return steps().find(name);
  }

  /** The open incident of a step. */
  public Optional<Incident> incidentOf(StepName step) {
    for (Incident open : incidents()) {
      if (open.step().isPresent() && open.step().get().equals(step)) {
        return Optional.of(open);
      }
    }
    return Optional.empty();
  }

  /** The open incident of the saga as a whole: nothing continues until it is resolved. */
  public Optional<Incident> sagaIncident() {
    for (Incident open : incidents()) {
      if (open.step().isEmpty()) {
        return Optional.of(open);
      }
    }
    return Optional.empty();
  }

  /** True while the saga has not begun, because as many as may be are in flight (R30). */
  public boolean isHeldBack() {
    return control()
        .pause()
        .filter(pause -> pause.sinceMs() == startedAtMs && pause.actor().equals(Control.ENGINE))
        .isPresent();
  }

  /** True while nothing may be sent: the saga is paused, or has an incident as a whole. */
  public boolean isFrozen() {
    return control().pause().isPresent() || sagaIncident().isPresent();
  }

  /** The same state after its transition was encoded. */
  public SagaState withChain(ChainLink link) {
    return change().chain(link).done();
  }

  /** The same saga, asked for otherwise. */
  public SagaState withRequest(SagaRequest changed) {
    return change().request(changed).done();
  }

  /** The same saga, come as far as another. */
  public SagaState withProgress(SagaProgress changed) {
    return new SagaState(
        identity, chain, status, startedAtMs, updatedAtMs, request, changed, forgetAtMs);
  }

  /** Starts a changed copy. */
  StateChange change() {
    return new StateChange(this);
  }

  /**
   * How far a saga has come: what its transitions change, apart from its status.
   *
   * @param data the saga's data in wire format
   * @param lastSequence the highest sequence given to a step
   * @param steps every step that was begun
   * @param signals signals that came early, the oldest first
   * @param unwind why the saga stops or turned back
   * @param incidents the open incidents, the oldest first: at most one for each step, and one for
   *     the saga as a whole
   */
  public record SagaProgress(
      Bytes data,
      long lastSequence,
      Steps steps,
      List<BufferedSignal> signals,
      Optional<UnwindReason> unwind,
      List<Incident> incidents,
      Control control) {
    public SagaProgress {
      signals = List.copyOf(signals);
      incidents = List.copyOf(incidents);
    }

    /** A saga that has just begun. */
    public static SagaProgress begun(Bytes data) {
      return new SagaProgress(
          data, 0, Steps.NONE, List.of(), Optional.empty(), List.of(), Control.NONE);
    }
  }
}
