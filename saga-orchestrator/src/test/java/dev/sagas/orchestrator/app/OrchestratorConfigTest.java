package dev.sagas.orchestrator.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class OrchestratorConfigTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "SAGA_BOOTSTRAP_SERVERS", "kafka:9092",
          "SAGA_SCHEMA_REGISTRY_URL", "http://registry:8081",
          "SAGA_TOPIC_PREFIX", "shop.",
          "SAGA_KAFKA_SECURITY_PROTOCOL", "SSL",
          "HOME", "/nowhere");

  @Test
  void shouldReadTheEnvironmentWhenNothingElseIsGiven() {
    // when
    OrchestratorConfig config = OrchestratorConfig.of(ENVIRONMENT, Map.of());

    // then
    assertThat(config.topics().requests()).isEqualTo("shop.saga.requests");
    assertThat(config.applicationId()).isEqualTo("shop.saga-orchestrator");
    assertThat(config.clientConfig())
        .containsOnly(
            Map.entry("bootstrap.servers", "kafka:9092"), Map.entry("security.protocol", "SSL"));
  }

  @Test
  void shouldPreferWhatIsGivenWhenTheEnvironmentSaysOtherwise() {
    // when
    OrchestratorConfig config =
        OrchestratorConfig.of(ENVIRONMENT, Map.of("topic.prefix", "", "application.id", "mine"));

    // then
    assertThat(config.topics().requests()).isEqualTo("saga.requests");
    assertThat(config.applicationId()).isEqualTo("mine");
  }

  @Test
  void shouldNameThePropertyWhenItIsMissingOrOutOfRange() {
    assertThatThrownBy(() -> OrchestratorConfig.of(Map.of(), Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("bootstrap.servers");
    assertThatThrownBy(() -> OrchestratorConfig.of(ENVIRONMENT, Map.of("partitions", "0")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("partitions");
    assertThatThrownBy(() -> OrchestratorConfig.of(ENVIRONMENT, Map.of("max.record.bytes", "4096")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("max.record.bytes");
    assertThatThrownBy(
            () -> OrchestratorConfig.of(ENVIRONMENT, Map.of("tombstone.retention.ms", "86400000")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("tombstone.retention.ms");
  }
}
