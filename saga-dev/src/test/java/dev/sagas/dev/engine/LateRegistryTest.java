package dev.sagas.dev.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.dev.kafka.EmbeddedKafka;
import dev.sagas.dev.registry.EmbeddedRegistry;
import dev.sagas.orchestrator.app.Orchestrator;
import dev.sagas.orchestrator.app.OrchestratorConfig;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The orchestrator starts before its registry does. */
class LateRegistryTest {
  @TempDir private Path dataDir;

  @Test
  void shouldStartWhenTheRegistryAnswersAtLast() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(dataDir.resolve("kafka"))) {
      // given: something that hangs up on whoever asks
      ServerSocket rude = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      int port = rude.getLocalPort();
      CompletableFuture<Orchestrator> starting =
          CompletableFuture.supplyAsync(() -> Orchestrator.start(config(kafka, port)));
      try (rude) {
        rude.setSoTimeout(60_000);
        rude.accept().close();
      }

      // when
      try (EmbeddedRegistry registry = EmbeddedRegistry.start(kafka.bootstrapServers(), port);
          Orchestrator started = starting.get(1, TimeUnit.MINUTES)) {
        // then
        assertThat(registry.url()).endsWith(":" + port);
        assertThat(started.awaitReady(Duration.ofMinutes(1))).isTrue();
      }
    }
  }

  private OrchestratorConfig config(EmbeddedKafka kafka, int registryPort) {
    return new OrchestratorConfig(
        Map.of(
            OrchestratorConfig.BOOTSTRAP_SERVERS,
            kafka.bootstrapServers(),
            OrchestratorConfig.SCHEMA_REGISTRY_URL,
            "http://127.0.0.1:" + registryPort,
            OrchestratorConfig.STATE_DIR,
            dataDir.resolve("state").toString(),
            OrchestratorConfig.PARTITIONS,
            "1",
            OrchestratorConfig.HTTP_PORT,
            "-1",
            OrchestratorConfig.DEFINITIONS,
            TwoStepTrip.class.getName()));
  }
}
