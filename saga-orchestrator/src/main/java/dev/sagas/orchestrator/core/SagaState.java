package dev.sagas.orchestrator.core;

import dev.sagas.protocol.StepName;
import java.util.List;
import java.util.Optional;

/**
 * The state of one saga: the fold of its run's events.
 *
 * <ul>
 *   <li>An ended saga is a tombstone: its data, steps, signals and incidents are empty (R1, R21).
 * </ul>
 *
 * @param startedAtMs epoch ms
 * @param updatedAtMs time of the last transition, epoch ms
 * @param data the saga's data in wire format
 * @param lastSequence the highest sequence given to a step
 * @param steps every step that was begun
 * @param signals signals that came early, the oldest first
 * @param unwind why the saga stops or turned back
 * @param incidents the open incidents, the oldest first: at most one for each step, and one for the
 *     saga as a whole
 * @param forgetAtMs when the tombstone may leave the store, epoch ms; 0 while the saga lives
 */
public record SagaState(
    SagaIdentity identity,
    ChainLink chain,
    SagaStatus status,
    long startedAtMs,
    long updatedAtMs,
    SagaRequest request,
    Bytes data,
    long lastSequence,
    Steps steps,
    List<BufferedSignal> signals,
    Optional<UnwindReason> unwind,
    List<Incident> incidents,
    Control control,
    long forgetAtMs) {
  public SagaState {
    signals = List.copyOf(signals);
    incidents = List.copyOf(incidents);
  }

  /** The step of that name, if it was begun. */
  public Optional<StepState> step(StepName name) {
    return steps.find(name);
  }

  /** The open incident of a step. */
  public Optional<Incident> incidentOf(StepName step) {
    return incidents.stream().filter(open -> open.step().equals(Optional.of(step))).findFirst();
  }

  /** The open incident of the saga as a whole: nothing continues until it is resolved. */
  public Optional<Incident> sagaIncident() {
    return incidents.stream().filter(open -> open.step().isEmpty()).findFirst();
  }

  /** True while nothing may be sent: the saga is paused, or has an incident as a whole. */
  public boolean isFrozen() {
    return control.pause().isPresent() || sagaIncident().isPresent();
  }

  /** The same state after its transition was encoded. */
  public SagaState withChain(ChainLink link) {
    return change().chain(link).done();
  }

  /** Starts a changed copy. */
  StateChange change() {
    return new StateChange(this);
  }
}
