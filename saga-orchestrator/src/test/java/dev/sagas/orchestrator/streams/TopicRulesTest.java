package dev.sagas.orchestrator.streams;

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
