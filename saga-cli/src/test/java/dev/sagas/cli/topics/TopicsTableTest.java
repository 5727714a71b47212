package dev.sagas.cli.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is shown of topics. */
class TopicsTableTest {
  private static final List<DeployedTopic> TOPICS =
      List.of(
          new DeployedTopic(
              "saga.journal", "what happened", 4, 3, "delete", OptionalLong.of(-1), List.of()),
          new DeployedTopic(
              "saga.outcomes", "how it ended", 4, 3, "compact", OptionalLong.of(1), List.of()),
          new DeployedTopic(
              "saga.signals",
              "signals",
              0,
              0,
              "",
              OptionalLong.empty(),
              List.of("expected topic saga.signals to exist, but it does not")));

  @Test
  void shouldShowWhatIsThereAndWhatIsWrong() {
    assertThat(String.join("\n", TopicsTable.lines(TOPICS, 100)))
        .isEqualTo(
            """
            TOPIC          PARTITIONS  REPLICAS  CLEANUP  RETENTION  WHAT IT IS FOR
            saga.journal   4           3         delete   no limit   what happened
            saga.outcomes  4           3         compact             how it ended
            saga.signals   missing                                   signals

            Topics: 3, problems: 1
            - expected topic saga.signals to exist, but it does not""");
  }

  @Test
  void shouldWriteTheSameForPrograms() {
    assertThat(TopicsJson.node(TOPICS).at("/topics/0/retentionMs").asLong()).isEqualTo(-1);
    assertThat(TopicsJson.node(TOPICS).at("/topics/2/present").asBoolean()).isFalse();
    assertThat(TopicsJson.node(TOPICS).at("/topics/2/retentionMs").isNull()).isTrue();
    assertThat(TopicsJson.node(TOPICS).at("/topics/2/problems")).hasSize(1);
  }
}
