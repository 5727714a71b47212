package dev.sagas.dev.simulate;

import dev.sagas.engine.TopicLimits;
import java.util.OptionalInt;

/** The topics that an engine writes to; those of participants and outcomes may be at fault. */
final class FaultyTopics implements TopicLimits {
  private static final String COMMANDS = ".commands";

  private Trouble trouble = Trouble.NONE;

  /** What is wrong with them. */
  enum Trouble {
    NONE,
    MISSING,
    TOO_SMALL
  }

  /** From now on that is wrong with them. */
  void set(Trouble now) {
    trouble = now;
  }

  @Override
  public OptionalInt maxBytes(String topic) {
    if (!topic.endsWith(COMMANDS) && !topic.equals(SyntheticWire.TOPICS.outcomes())) {
      return OptionalInt.of(SyntheticWire.MAX_TOPIC_BYTES);
    }
    return switch (trouble) {
      case NONE -> OptionalInt.of(SyntheticWire.MAX_TOPIC_BYTES);
      case MISSING -> OptionalInt.empty();
      case TOO_SMALL -> OptionalInt.of(1);
    };
  }
}
