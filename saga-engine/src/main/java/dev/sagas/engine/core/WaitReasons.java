package dev.sagas.engine.core;

import dev.sagas.protocol.WaitReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Computes from a saga's state alone why it is not moving (R20). */
public final class WaitReasons {
  private WaitReasons() {}

  /**
   * Every reason why a saga waits, those that hold it as a whole first.
   *
   * <ul>
   *   <li>A live saga has at least one, an ended one has none.
   * </ul>
   */
  public static List<WaitReason> of(SagaState state) {
    List<WaitReason> reasons = new ArrayList<>();
    if (state.status().isTerminal()) {
      return reasons;
    }
    state.control().pause().ifPresent(pause -> reasons.add(paused(pause, state.isHeldBack())));
    state.incidents().forEach(incident -> reasons.add(ofIncident(incident)));
    boolean frozen = state.isFrozen();
    for (StepState step : state.steps().open()) {
      if (state.incidentOf(step.name()).isEmpty()) {
        ofStep(step, frozen).ifPresent(reasons::add);
      }
    }
    return reasons;
  }

  private static WaitReason paused(Control.Pause pause, boolean isHeldBack) {
    return new WaitReason(
        isHeldBack ? WaitReason.Kind.CAPACITY : WaitReason.Kind.PAUSED,
        Optional.empty(),
        pause.actor(),
        pause.reason(),
        pause.sinceMs(),
        OptionalLong.empty());
  }

  private static WaitReason ofIncident(Incident incident) {
    return new WaitReason(
        WaitReason.Kind.INCIDENT,
        incident.step(),
        incident.id(),
        incident.code() + ": " + incident.message(),
        incident.raisedAtMs(),
        OptionalLong.empty());
  }

  /** In a saga that stands still nothing ends by itself. */
  private static Optional<WaitReason> ofStep(StepState step, boolean frozen) {
    OptionalLong until = frozen ? OptionalLong.empty() : step.dueAtMs();
    String action = step.status().action().headerValue();
    return switch (step.status().waitsFor()) {
      case REPLY ->
          Optional.of(
              reason(
                  WaitReason.Kind.REPLY,
                  step,
                  "%s, attempt %s".formatted(action, step.attempt()),
                  until));
      case RETRY ->
          Optional.of(
              reason(
                  WaitReason.Kind.RETRY,
                  step,
                  "%s, after attempt %s".formatted(action, step.attempt()),
                  until));
      case SIGNAL -> Optional.of(reason(WaitReason.Kind.SIGNAL, step, "", until));
      case SLEEP -> Optional.of(reason(WaitReason.Kind.SLEEP, step, "", until));
      case NONE -> Optional.empty();
    };
  }

  private static WaitReason reason(
      WaitReason.Kind kind, StepState step, String detail, OptionalLong until) {
    return new WaitReason(
        kind, Optional.of(step.name()), step.target().orElse(""), detail, step.sinceMs(), until);
  }
}
