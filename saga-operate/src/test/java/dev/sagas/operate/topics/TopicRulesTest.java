package dev.sagas.operate.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicRulesTest {
  @Test
  void shouldNameTheCommandThatRepairsWhenACleanUpWouldLoseRecords() {
    Map<String, Map<String, String>> wanted =
        Map.of(
            "saga.journal", Map.of("retention.ms", "-1"),
            "saga.outcomes", Map.of("cleanup.policy", "compact"),
            "saga.requests", Map.of());
    Map<String, String> actual =
        Map.of("saga.journal", "compact", "saga.outcomes", "delete", "saga.requests", "delete");

    assertThat(TopicRules.cleanUpProblems(wanted, actual))
        .hasSize(2)
        .anyMatch(
            problem ->
                problem.contains(
                        "expected cleanup.policy of topic saga.journal to be delete, but it is"
                            + " compact")
                    && problem.endsWith(
                        "--entity-name saga.journal --add-config cleanup.policy=delete"))
        .anyMatch(problem -> problem.endsWith("saga.outcomes --add-config cleanup.policy=compact"));
  }

  @Test
  void shouldWarnOfWhatIsDeletedTooSoon() {
    Map<String, Map<String, String>> wanted =
        Map.of(
            "saga.journal", Map.of("retention.ms", "-1"),
            "saga.requests", Map.of("retention.ms", "1000"),
            "saga.replies", Map.of("retention.ms", "1000"),
            "saga.outcomes", Map.of("cleanup.policy", "compact"));
    Map<String, Long> actual =
        Map.of("saga.journal", 5L, "saga.requests", 999L, "saga.replies", -1L, "saga.outcomes", 5L);

    assertThat(TopicRules.retentionWarnings(wanted, actual))
        .hasSize(2)
        .anyMatch(warning -> warning.contains("topic saga.journal to be -1, but it is 5"))
        .anyMatch(warning -> warning.endsWith("saga.requests --add-config retention.ms=1000"));
  }

  @Test
  void shouldLookAtNoTopicThatIsNotThere() {
    assertThat(TopicRules.cleanUpProblems(Map.of("saga.journal", Map.of()), Map.of())).isEmpty();
  }

  @Test
  void shouldRefuseAnotherNumberOfPartitionsThanAskedFor() {
    assertThat(TopicRules.askedProblem("saga.requests", 6, 6)).isEmpty();
    assertThat(TopicRules.askedProblem("saga.requests", 1, 6))
        .hasValueSatisfying(
            problem ->
                assertThat(problem)
                    .contains("to have the 6 partitions", "but it has 1", "--delete --topic")
                    .endsWith("else set partitions=1"));
  }
}
