package dev.sagas.archive.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.protocol.TopicNames;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** No topic is forgotten that may have claims. */
class ClaimTopicsTest {
  private static final List<String> WHOLE =
      List.of(
          "shop.saga-orchestrator-checkpoints-changelog",
          "shop.saga-orchestrator-parked-changelog",
          "shop.saga.dead-letters",
          "shop.payments.fence");
  private static final List<String> RECENT =
      List.of(
          "shop.saga.requests",
          "shop.saga.replies",
          "shop.saga.signals",
          "shop.saga.operations",
          "shop.saga.outcomes",
          "shop.saga.journal",
          "shop.payments.commands");

  private final ClaimTopics topics =
      new ClaimTopics(Deployment.of(Map.of()).withTopics(new TopicNames("shop.")));

  @Test
  void shouldReadTheTopicsOfTheDeploymentAndNoOthers() {
    assertThat(WHOLE).allMatch(topics::isWhole).noneMatch(topics::isRecent);
    assertThat(RECENT).allMatch(topics::isRecent).noneMatch(topics::isWhole);
    assertThat(List.of("saga.requests", "payments.commands", "saga-orchestrator-parked-changelog"))
        .noneMatch(topics::isWhole)
        .noneMatch(topics::isRecent);
  }

  @Test
  void shouldRefuseWhenATopicIsMissingThatEachDeploymentHas() {
    Set<String> all =
        WHOLE.stream().filter(topic -> !topic.endsWith(".fence")).collect(Collectors.toSet());
    all.addAll(RECENT.subList(0, 6));
    topics.requireAll(all);

    for (String missing : all) {
      Set<String> others = new HashSet<>(all);
      others.remove(missing);
      assertThatThrownBy(() -> topics.requireAll(others))
          .isInstanceOf(DeploymentException.class)
          .hasMessageContaining(missing);
    }
  }
}
