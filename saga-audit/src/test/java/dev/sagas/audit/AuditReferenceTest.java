package dev.sagas.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.deployment.EngineNames;
import dev.sagas.protocol.TopicNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the reference and other packages say about the audit. */
class AuditReferenceTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "audit.md");

  @ParameterizedTest
  @EnumSource
  void shouldBeOnThePageWhenTheAuditCanFindIt(ViolationCode code) throws Exception {
    assertThat(Files.readString(PAGE)).contains("| `" + code + "` |");
  }

  @Test
  void shouldReadTheEnginesChangelogWhenNothingElseIsSaid() {
    // when
    Deployment config = Deployment.of(Map.of()).withTopics(new TopicNames("shop."));

    // then
    assertThat(config.checkpointTopic())
        .isEqualTo(EngineNames.checkpointChangelog("shop.saga-orchestrator"));
    assertThat(config.withApplicationId("mine").checkpointTopic())
        .isEqualTo(EngineNames.checkpointChangelog("mine"));
  }

  @ParameterizedTest
  @CsvSource({
    "'', cars.commands, true",
    "'', shop.cars.commands, false",
    "'', .commands, false",
    "'', cars.replies, false",
    "shop., shop.cars.commands, true",
    "shop., cars.commands, false",
    "shop., shop..commands, false"
  })
  void shouldTakeCommandTopicWhenItIsOfThisDeployment(String prefix, String topic, boolean taken) {
    assertThat(new AuditTopics(new TopicNames(prefix), "").isCommandTopic(topic)).isEqualTo(taken);
  }
}
