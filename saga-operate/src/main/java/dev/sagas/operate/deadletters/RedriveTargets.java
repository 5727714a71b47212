package dev.sagas.operate.deadletters;

import dev.sagas.protocol.TopicNames;
import java.util.Optional;
import java.util.Set;

/**
 * Where a letter may be sent again: to the topic that it came from, if that is an input topic of
 * this deployment and still exists.
 */
record RedriveTargets(TopicNames names, Set<String> existing) {
  private static final String MISSING_VALUE = "MISSING_VALUE";

  /** Why the letter must not be sent again; empty if it may. */
  Optional<String> refusal(DeadLetter letter) {
    if (letter.valueBytes() == 0) {
      return Optional.of(
          letter.code().equals(MISSING_VALUE)
              ? "it had no value, and would be refused again"
              : "its value is not in the letter");
    }
    return letter
        .origin()
        .map(LetterOrigin::topic)
        .map(this::refusal)
        .orElse(Optional.of("it does not say which topic it came from"));
  }

  private Optional<String> refusal(String topic) {
    if (!takesRecords(topic)) {
      return Optional.of(
          """
          %s is not a topic of requests, replies, signals, operations or commands of this \
          deployment\
          """
              .formatted(topic));
    }
    return existing.contains(topic)
        ? Optional.empty()
        : Optional.of("topic " + topic + " does not exist, or cannot be described");
  }

  private boolean takesRecords(String topic) {
    return Set.of(names.requests(), names.replies(), names.signals(), names.operations())
            .contains(topic)
        || names.isCommands(topic);
  }
}
