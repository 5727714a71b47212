package dev.sagas.dev.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sagas.dev.kafka.EmbeddedKafka;
import dev.sagas.operate.topics.TopicSettings;
import dev.sagas.operate.topics.TopicSetup;
import dev.sagas.operate.topics.UnfitTopicsException;
import dev.sagas.protocol.TopicNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the start of an orchestrator makes of topics that are there already. */
class TopicsAtTheStartTest {
  private static final int BYTES = 1 << 20;

  @TempDir private static java.nio.file.Path directory;
  private static EmbeddedKafka kafka;
  private static Admin admin;

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.start(directory);
    admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }

  @AfterAll
  static void stop() {
    admin.close();
    kafka.close();
  }

  @Test
  void shouldMakeDeadLettersThatTakeWhateverTheInputsTake() throws Exception {
    // given: the brokers' default was 2 MiB when a client came first
    TopicNames names = new TopicNames("large.");
    create(new NewTopic(names.requests(), 2, (short) 1), Map.of("max.message.bytes", "2097152"));

    // when
    int partitions = setup(names, 12, false, List.of()).ensure(Set.of());

    // then
    assertThat(partitions).isEqualTo(2);
    assertThat(Integer.parseInt(setting(names.deadLetters(), "max.message.bytes")))
        .isGreaterThan(2_097_152);
  }

  @Test
  void shouldRefuseEverythingThatWouldLoseRecordsAtOnce() throws Exception {
    // given
    TopicNames names = new TopicNames("lossy.");
    create(new NewTopic(names.requests(), 1, (short) 1), Map.of());
    create(new NewTopic(names.journal(), 1, (short) 1), Map.of("cleanup.policy", "compact"));
    create(new NewTopic(names.outcomes(), 1, (short) 1), Map.of("cleanup.policy", "delete"));
    create(new NewTopic("lossy.app-changelog", 1, (short) 1), Map.of("cleanup.policy", "delete"));

    // then
    assertThatThrownBy(() -> setup(names, 6, true, List.of("lossy.app-changelog")).ensure(Set.of()))
        .isInstanceOf(UnfitTopicsException.class)
        .hasMessageContaining("expected topic lossy.saga.requests to have the 6 partitions")
        .hasMessageContaining("cleanup.policy of topic lossy.saga.journal to be delete")
        .hasMessageContaining("cleanup.policy of topic lossy.saga.outcomes to be compact")
        .hasMessageContaining(
            "--entity-name lossy.app-changelog --add-config cleanup.policy=compact");
    assertThat(admin.listTopics().names().get())
        .as("what would be made with one partition would be in the way as well")
        .doesNotContain(names.replies(), names.signals(), names.deadLetters());
  }

  private static TopicSetup setup(
      TopicNames names, int partitions, boolean asked, List<String> changelogs) {
    return new TopicSetup(
        admin,
        names,
        new TopicSettings(partitions, (short) 1, Duration.ofDays(1), BYTES, asked, changelogs));
  }

  private static void create(NewTopic topic, Map<String, String> config) throws Exception {
    admin.createTopics(List.of(topic.configs(config))).all().get();
    // The controller has it; the broker that is asked hears of it a moment later.
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> admin.listTopics().names().get().contains(topic.name()));
  }

  private static String setting(String topic, String name) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return admin.describeConfigs(List.of(resource)).all().get().get(resource).get(name).value();
  }
}
