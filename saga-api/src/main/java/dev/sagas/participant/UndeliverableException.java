package dev.sagas.participant;

import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** A record that its topic will never accept. */
final class UndeliverableException extends Exception {
  private final String topic;

  UndeliverableException(String topic, Exception cause) {
    super("Expected " + topic + " to take a record", cause);
    this.topic = topic;
  }

  /** The one that a future has failed with, wrapped or not. */
  static Optional<UndeliverableException> in(Throwable problem) {
    Throwable cause =
        problem instanceof CompletionException && problem.getCause() != null
            ? problem.getCause()
            : problem;
    return cause instanceof UndeliverableException found ? Optional.of(found) : Optional.empty();
  }

  boolean isTooLarge() {
    return getCause() instanceof RecordTooLargeException;
  }

  ReplyError error() {
    Throwable cause = getCause() == null ? this : getCause();
    return new ReplyError(
        ErrorCode.REPLY_UNDELIVERABLE,
        "Expected " + topic + " to take the reply, but: " + cause.getClass().getName());
  }
}
