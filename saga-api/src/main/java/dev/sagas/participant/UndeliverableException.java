package dev.sagas.participant;

import org.apache.kafka.common.errors.RecordTooLargeException;

/** A record that its topic will never take. */
final class UndeliverableException extends Exception {
  private final String topic;

  UndeliverableException(String topic, Exception cause) {
    super("Expected " + topic + " to take a record", cause);
    this.topic = topic;
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
