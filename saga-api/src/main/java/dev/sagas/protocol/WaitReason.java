package dev.sagas.protocol;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Why a live saga is not moving (R20).
 *
 * @param step the step that waits; empty if the saga as a whole does
 * @param on the participant, the signal, the person who paused it, or the incident's id
 * @param detail the attempt, the operator's reason, or the incident's code and message
 * @param sinceMs epoch ms
 * @param untilMs when it ends by itself, epoch ms; empty if it does not
 */
public record WaitReason(
    Kind kind,
    Optional<StepName> step,
    String on,
    String detail,
    long sinceMs,
    OptionalLong untilMs) {
  /** What is waited for. */
  public enum Kind {
    /** A participant's answer. */
    REPLY,
    /** The time of the next attempt. */
    RETRY,
    /** A signal or an approval. */
    SIGNAL,
    /** The end of a sleep. */
    SLEEP,
    /** That fewer sagas are in flight, because it was held back when it was to begin (R30). */
    CAPACITY,
    /** An operator, because the saga is paused. */
    PAUSED,
    /** An operator, because of an incident. */
    INCIDENT
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
      case CAPACITY -> "held back" + since + ": " + detail;
      case PAUSED -> "paused by " + on + since + ": " + detail;
      case INCIDENT -> "incident " + on + ofStep + since + ": " + detail;
    };
  }
}
