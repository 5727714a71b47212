package dev.sagas.participant;

import dev.sagas.protocol.StepOutcome;
import java.time.Duration;
import java.util.Optional;

/** A reply as it goes over the wire and into the fence. */
final class EncodedReply {
  private final StepOutcome outcome;
  private final byte[] value;
  private final Optional<ReplyError> error;
  private final Duration retryAfter;

  EncodedReply(StepOutcome outcome, byte[] value, Optional<ReplyError> error) {
    this(outcome, value, error, Duration.ZERO);
  }

  /**
   * @param retryAfter how long the next attempt must wait; zero if the participant does not say
   */
  EncodedReply(StepOutcome outcome, byte[] value, Optional<ReplyError> error, Duration retryAfter) {
    this.retryAfter = retryAfter;
    this.outcome = outcome;
    this.value = value.clone();
    this.error = error;
  }

  StepOutcome outcome() {
    return outcome;
  }

  byte[] value() {
    return value.clone();
  }

  Optional<ReplyError> error() {
    return error;
  }

  Duration retryAfter() {
    return retryAfter;
  }

  @Override
  public String toString() {
    return outcome.headerValue() + error.map(e -> " " + e.code()).orElse("");
  }
}
