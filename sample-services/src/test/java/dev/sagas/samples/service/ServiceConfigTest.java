package dev.sagas.samples.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.protocol.TopicNames;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class ServiceConfigTest {
  @Test
  void shouldReadEverySettingWhenGivenByEnvironment() {
    // when
    ServiceConfig config =
        ServiceConfig.ofEnvironment(
            Map.of(
                "SAGA_BOOTSTRAP_SERVERS", "kafka:9092",
                "SAGA_SCHEMA_REGISTRY_URL", "http://registry:8081",
                "SAGA_TOPIC_PREFIX", "shop.",
                "SAGA_KAFKA_SECURITY_PROTOCOL", "SSL",
                "DATABASE_URL", "jdbc:postgresql://db/orders",
                "DATABASE_USER", "orders",
                "DATABASE_PASSWORD", "secret",
                "SERVICE_CONCURRENCY", "3",
                "SERVICE_READY_FILE", "/tmp/ready",
                "PATH", "/bin"));

    // then
    assertThat(config.clientSettings())
        .isEqualTo(
            Map.of(
                "bootstrap.servers", "kafka:9092",
                "schema.registry.url", "http://registry:8081",
                "saga.topic.prefix", "shop.",
                "security.protocol", "SSL"));
    assertThat(config.topics()).isEqualTo(new TopicNames("shop."));
    assertThat(config.database("orders"))
        .isEqualTo(new DatabaseSettings("jdbc:postgresql://db/orders", "orders", "secret", 5));
    assertThat(config.readyFile()).contains(Path.of("/tmp/ready"));
  }

  @Test
  void shouldReadWhereTheBankIsWhenGivenByEnvironment() {
    // when
    ServiceConfig config =
        ServiceConfig.ofEnvironment(
            Map.of("OUTSIDE_URL", "http://outside:8090", "OUTSIDE_TIMEOUT_MS", "500"));

    // then
    assertThat(config.outsideUrl()).isEqualTo(URI.create("http://outside:8090"));
    assertThat(config.outsideTimeout()).isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void shouldKeepADurableDatabaseInFilesWhenNoneIsGiven() {
    // when
    ServiceConfig config = ServiceConfig.ofEnvironment(Map.of());

    // then
    assertThat(config.database("orders").url())
        .startsWith("jdbc:h2:file:")
        .contains("/saga-data/databases/orders;")
        .contains(";WRITE_DELAY=0");
    assertThat(config.topics()).isEqualTo(TopicNames.DEFAULT);
    assertThat(config.readyFile()).isEmpty();
    assertThat(config.outsideUrl()).isEqualTo(URI.create("http://localhost:8090"));
    assertThat(config.outsideTimeout()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void shouldNotShowThePassword() {
    assertThat(new DatabaseSettings("jdbc:h2:mem:x", "sa", "secret", 1).toString())
        .doesNotContain("secret");
  }

  @Test
  void shouldRefuseWhenASettingIsOutOfRange() {
    assertThatThrownBy(() -> ServiceConfig.of(Map.of(ServiceConfig.CONCURRENCY, "65")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("service.concurrency");
  }
}
