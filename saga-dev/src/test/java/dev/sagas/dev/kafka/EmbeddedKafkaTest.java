package dev.sagas.dev.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {
  @TempDir private Path dataDir;

  @Test
  void shouldKeepRecordsAndPortWhenRestarted() throws Exception {
    // given
    try (EmbeddedKafka kafka = EmbeddedKafka.start(dataDir)) {
      Records records = new Records(kafka.bootstrapServers(), "kept");
      records.createTopic();
      records.write(0, 100);
      String clusterId = records.clusterId();

      // when
      kafka.restart();

      // then
      records.write(100, 110);
      assertThat(records.read(110)).isEqualTo(Records.expected(110));
      assertThat(records.clusterId()).isEqualTo(clusterId);
    }
  }

  @Test
  void shouldKeepRecordsWhenClosedAndStartedByAnother() throws Exception {
    // given
    String clusterId;
    try (EmbeddedKafka first = EmbeddedKafka.start(dataDir)) {
      Records records = new Records(first.bootstrapServers(), "kept");
      records.createTopic();
      records.write(0, 10);
      clusterId = records.clusterId();
    }

    // when
    try (EmbeddedKafka second = EmbeddedKafka.start(dataDir)) {

      // then
      Records records = new Records(second.bootstrapServers(), "kept");
      assertThat(records.read(10)).isEqualTo(Records.expected(10));
      assertThat(records.clusterId()).isEqualTo(clusterId);
    }
  }

  @Test
  void shouldRefuseDirectoryWhenAnotherBrokerHoldsIt() {
    // given
    try (EmbeddedKafka holder = EmbeddedKafka.start(dataDir)) {
      assertThat(holder.isRunning()).isTrue();

      // when, then
      assertThatThrownBy(() -> EmbeddedKafka.start(dataDir))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("another broker uses it");
    }
  }

  @Test
  void shouldRefusePortWhenSomebodyListensOnIt() throws Exception {
    // given
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      EmbeddedKafkaConfig config = EmbeddedKafkaConfig.in(dataDir).withPort(taken.getLocalPort());

      // when, then
      assertThatThrownBy(() -> EmbeddedKafka.start(config))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("port " + taken.getLocalPort());
    }
  }

  @Test
  void shouldPreferGivenPropertiesWhenTheyDifferFromDefaults() throws Exception {
    // given
    EmbeddedKafkaConfig config =
        EmbeddedKafkaConfig.in(dataDir).withProperty("message.max.bytes", "1234567");

    // when
    try (EmbeddedKafka kafka = EmbeddedKafka.start(config)) {

      // then
      Map<String, String> settings = settingsOf(kafka);
      assertThat(settings)
          .containsEntry("message.max.bytes", "1234567")
          .containsEntry("auto.create.topics.enable", "false")
          .containsEntry("add.partitions.to.txn.retry.backoff.ms", "1")
          .containsEntry("advertised.listeners", "CLIENT://127.0.0.1:" + kafka.port());
    }
  }

  private static Map<String, String> settingsOf(EmbeddedKafka kafka) throws Exception {
    ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, "1");
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      return admin.describeConfigs(List.of(broker)).all().get().get(broker).entries().stream()
          .filter(entry -> entry.value() != null)
          .collect(
              java.util.stream.Collectors.toMap(entry -> entry.name(), entry -> entry.value()));
    }
  }
}
