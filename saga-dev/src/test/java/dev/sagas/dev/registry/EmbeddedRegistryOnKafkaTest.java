package dev.sagas.dev.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.dev.kafka.EmbeddedKafka;
import dev.sagas.dev.kafka.EmbeddedKafkaConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRegistryOnKafkaTest {
  @TempDir private static Path dataDir;
  private static EmbeddedKafka kafka;

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.start(EmbeddedKafkaConfig.in(dataDir));
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void shouldKeepSchemasAndIdsWhenRegistryAndBrokerAreRestarted() {
    int first;
    try (EmbeddedRegistry registry = EmbeddedRegistry.start(kafka.bootstrapServers(), 0)) {
      RestCalls calls = new RestCalls(registry.url());
      first = calls.registered("kept", record("Kept"));
      calls.registered("gone", record("Gone"));
      calls.delete("/subjects/gone");
      calls.delete("/subjects/gone?permanent=true");
    }
    kafka.restart();

    try (EmbeddedRegistry registry = EmbeddedRegistry.start(kafka.bootstrapServers(), 0)) {
      RestCalls calls = new RestCalls(registry.url());

      assertThat(calls.get("/schemas/ids/" + first).body().path("schema").asText())
          .contains("Kept");
      assertThat(calls.registered("kept", record("Kept"))).isEqualTo(first);
      assertThat(calls.registered("next", record("Next"))).isEqualTo(first + 2);
    }
  }

  @Test
  void shouldGoOnWhenTheBrokerIsRestartedBelowIt() {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start(config("_schemas-below"))) {
      RestCalls calls = new RestCalls(registry.url());
      int first = calls.registered("before", record("Before"));

      kafka.restart();

      assertThat(calls.registered("after", record("After"))).isEqualTo(first + 1);
      assertThat(calls.registered("before", record("Before"))).isEqualTo(first);
    }
  }

  @Test
  void shouldGiveNoIdTwiceWhenTwoRegistriesShareATopic() {
    try (EmbeddedRegistry one = EmbeddedRegistry.start(config("_schemas-shared"));
        EmbeddedRegistry two = EmbeddedRegistry.start(config("_schemas-shared"))) {
      RestCalls first = new RestCalls(one.url());
      RestCalls second = new RestCalls(two.url());
      int taken = second.registered("a", record("A"));

      assertThat(first.register("b", record("B")).errorCode()).isEqualTo(50001);
      assertThat(first.registered("b", record("B"))).isEqualTo(taken + 1);
      assertThat(first.registered("a", record("A"))).isEqualTo(taken);
    }
  }

  @Test
  void shouldRefuseTheTopicWhenItWouldForgetSchemas() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin
          .createTopics(List.of(new NewTopic("_schemas-lost", Optional.of(1), Optional.empty())))
          .all()
          .get();
    }

    assertThatThrownBy(() -> EmbeddedRegistry.start(config("_schemas-lost")).close())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("_schemas-lost")
        .hasMessageContaining("cleanup.policy=compact");
  }

  private static EmbeddedRegistryConfig config(String topic) {
    return new EmbeddedRegistryConfig(
        Map.of("bootstrap.servers", kafka.bootstrapServers()), "127.0.0.1", 0, topic);
  }

  private static String record(String name) {
    return "{\"type\":\"record\",\"name\":\"" + name + "\",\"fields\":[]}";
  }
}
