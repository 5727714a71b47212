package dev.sagas.orchestrator.core;

import java.util.List;
import java.util.Optional;

/**
 * How far a saga has come: what its transitions change, apart from its status.
 *
 * @param data the saga's data in wire format
 * @param lastSequence the highest sequence given to a step
 * @param steps every step that was begun
 * @param signals signals that came early, the oldest first
 * @param unwind why the saga stops or turned back
 * @param incidents the open incidents, the oldest first: at most one for each step, and one for the
 *     saga as a whole
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
