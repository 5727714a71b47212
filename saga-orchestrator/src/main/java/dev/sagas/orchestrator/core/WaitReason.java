package dev.sagas.orchestrator.core;

import dev.sagas.protocol.StepName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Why a live saga is not moving (R20).
 *
 * @param step the step that waits; empty if the saga as a whole does
 * @param on the participant, the signal, the person who paused it, or the incident's id
 * @param detail the attempt, the operator's reason, or the incident's code and message
 * @param sinceMs epoch ms
 * @param untilMs when it ends automatically, epoch ms; empty if it does not
 */
public record WaitReason(
    Kind kind,
    Optional<StepName> step,
    String on,
    String detail,
    long sinceMs,
    OptionalLong untilMs) {
  /** What the saga waits for. */
  public enum Kind {
    /** A participant's answer. */
    REPLY,
    /** The time of the next attempt. */
    RETRY,
    /** A signal or an approval. */
    SIGNAL,
    /** The end of a sleep. */
    SLEEP,
    /** An operator, because the saga is paused. */
    PAUSED,
    /** An operator, because of an incident. */
    INCIDENT
  }

  /**
   * Every reason why a saga waits, those of the saga as a whole first.
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
    state.control().pause().ifPresent(pause -> reasons.add(paused(pause)));
    state.incidents().forEach(incident -> reasons.add(ofIncident(incident)));
    boolean frozen = state.isFrozen();
    for (StepState step : state.steps().open()) {
      if (state.incidentOf(step.name()).isEmpty()) {
        ofStep(step, frozen).ifPresent(reasons::add);
      }
    }
    return reasons;
  }

  private static WaitReason paused(Control.Pause pause) {
    return new WaitReason(
        Kind.PAUSED,
        Optional.empty(),
        pause.actor(),
        pause.reason(),
        pause.sinceMs(),
        OptionalLong.empty());
  }

  private static WaitReason ofIncident(Incident incident) {
    return new WaitReason(
        Kind.INCIDENT,
        incident.step(),
        incident.id(),
        incident.code() + ": " + incident.message(),
        incident.raisedAtMs(),
        OptionalLong.empty());
  }

  /** In a paused saga nothing ends automatically. */
  private static Optional<WaitReason> ofStep(StepState step, boolean frozen) {
    OptionalLong until =
        frozen || step.dueAtMs() == 0 ? OptionalLong.empty() : OptionalLong.of(step.dueAtMs());
    String attempt = "attempt " + step.attempt();
    return switch (step.status()) {
      case EXECUTING -> Optional.of(reason(Kind.REPLY, step, "execute, " + attempt, until));
      case COMPENSATING -> Optional.of(reason(Kind.REPLY, step, "compensate, " + attempt, until));
      case EXECUTE_BACKOFF ->
          Optional.of(reason(Kind.RETRY, step, "execute, after " + attempt, until));
      case COMPENSATE_BACKOFF ->
          Optional.of(reason(Kind.RETRY, step, "compensate, after " + attempt, until));
      case WAITING -> Optional.of(reason(Kind.SIGNAL, step, "", until));
      case SLEEPING -> Optional.of(reason(Kind.SLEEP, step, "", until));
      case PENDING,
          SUCCEEDED,
          SKIPPED,
          REJECTED,
          OUTCOME_UNKNOWN,
          ABANDONED,
          COMPENSATED,
          COMPENSATION_GIVEN_UP ->
          Optional.empty();
    };
  }

  private static WaitReason reason(Kind kind, StepState step, String detail, OptionalLong until) {
    return new WaitReason(
        kind, Optional.of(step.name()), step.target(), detail, step.sinceMs(), until);
  }

  /** The reason in words, for a person. */
  public String text() {
    String since = " since " + Instant.ofEpochMilli(sinceMs);
    String until = untilMs.isPresent() ? " until " + Instant.ofEpochMilli(untilMs.getAsLong()) : "";
    String ofStep = step.map(name -> " of step " + name).orElse("");
    return switch (kind) {
      case REPLY -> "reply" + ofStep + " from " + on + " (" + detail + ")" + since + until;
      case RETRY -> "retry" + ofStep + " at " + on + " (" + detail + ")" + since + until;
      case SIGNAL -> "signal " + on + ofStep.replace(" of ", " for ") + since + until;
      case SLEEP -> "sleep" + ofStep + since + until;
      case PAUSED -> "paused by " + on + since + ": " + detail;
      case INCIDENT -> "incident " + on + ofStep + since + ": " + detail;
    };
  }
}
