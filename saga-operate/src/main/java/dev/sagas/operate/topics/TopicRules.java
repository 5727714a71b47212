package dev.sagas.operate.topics;

import dev.sagas.engine.OutputLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Which settings of topics would lose records, and the command that repairs each. The start of an
 * orchestrator refuses them, and the doctor finds them, by the same rules.
 */
public final class TopicRules {
  private static final String CONFIGS =
      "kafka-configs.sh --bootstrap-server $SAGA_BOOTSTRAP_SERVERS --alter --entity-type topics --entity-name ";
  private static final String DELETE =
      "kafka-topics.sh --bootstrap-server $SAGA_BOOTSTRAP_SERVERS --delete --topic ";

  private TopicRules() {}

  /** The clean-up that a topic needs, by the settings that it would be created with. */
  public static String policy(Map<String, String> wanted) {
    return wanted.getOrDefault(
        TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
  }

  /** True if a topic that is cleaned up so loses nothing that is needed. */
  public static boolean isCleanedUpWell(Map<String, String> wanted, String actualPolicy) {
    return actualPolicy.equals(policy(wanted));
  }

  /** True if a topic loses records before the orchestrator would; negative is without limit. */
  public static boolean isKeptTooShort(long wantedMs, long actualMs) {
    return actualMs >= 0 && (wantedMs < 0 || actualMs < wantedMs);
  }

  /** Which topics lose records too soon, by name: a matter of the operator's, so no refusal. */
  public static List<String> retentionWarnings(
      Map<String, Map<String, String>> wanted, Map<String, Long> actualMs) {
    List<String> warnings = new ArrayList<>();
    wanted.forEach(
        (topic, settings) -> {
          String retention = settings.get(TopicConfig.RETENTION_MS_CONFIG);
          Long actual = actualMs.get(topic);
          if (retention != null
              && actual != null
              && isKeptTooShort(Long.parseLong(retention), actual)) {
            warnings.add(
                "expected retention.ms of topic %s to be %s, but it is %s, and what is older is deleted, read or not: %s%s --add-config retention.ms=%s"
                    .formatted(topic, retention, actual, CONFIGS, topic, retention));
          }
        });
    return warnings;
  }

  /** What is wrong with the clean-up of topics, by name. */
  public static List<String> cleanUpProblems(
      Map<String, Map<String, String>> wanted, Map<String, String> actualPolicies) {
    List<String> problems = new ArrayList<>();
    wanted.forEach(
        (topic, settings) ->
            Optional.ofNullable(actualPolicies.get(topic))
                .filter(actual -> !isCleanedUpWell(settings, actual))
                .ifPresent(
                    actual ->
                        problems.add(
                            "expected cleanup.policy of topic %s to be %s, but it is %s: %s%s --add-config cleanup.policy=%s"
                                .formatted(
                                    topic,
                                    policy(settings),
                                    actual,
                                    CONFIGS,
                                    topic,
                                    policy(settings)))));
    return problems;
  }

  /** What is wrong with a topic's partitions, if they are not as many as those of another. */
  public static Optional<String> partitionProblem(
      String topic, int actual, String like, int partitions) {
    return actual == partitions
        ? Optional.empty()
        : Optional.of(
            "expected topic %s to have %s partitions like %s, but it has %s: create it again with as many (if it is empty, %s%s and start again), or use another topic prefix"
                .formatted(topic, partitions, like, actual, DELETE, topic));
  }

  /** What is wrong with the first topic's partitions, if another number was asked for. */
  static Optional<String> askedProblem(String topic, int actual, int asked) {
    return actual == asked
        ? Optional.empty()
        : Optional.of(
            "expected topic %s to have the %s partitions that the property partitions asks for, but it has %s, as a client or a broker made it: if it is empty, %s%s and start again; else set partitions=%s"
                .formatted(topic, asked, actual, DELETE, topic, actual));
  }

  /** What is wrong with the size of dead letters. */
  static String letterProblem(String deadLetters, String input, int inputBytes) {
    int least = inputBytes + OutputLimits.DEAD_LETTER_ROOM_BYTES;
    return "expected max.message.bytes of %s to be at least %s, to exceed that of %s (%s): %s%s --add-config max.message.bytes=%s"
        .formatted(deadLetters, least, input, inputBytes, CONFIGS, deadLetters, least);
  }
}
