package dev.sagas.engine;

import java.util.OptionalInt;

/**
 * What the topics that the engine writes to can take. Asked for every record, so it must be quick.
 */
public interface TopicLimits {
  /** The largest record that the topic takes, in bytes; empty if there is no such topic. */
  OptionalInt maxBytes(String topic);

  /** Looks at the topics at once: one has refused what it should have taken. */
  default void lookAgain() {
    // Nothing to look at where the limits are fixed.
  }
}
