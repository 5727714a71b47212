package dev.sagas.orchestrator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MonitoringTest {
  private static Monitoring monitoring(String metricsEnabled) {
    return new Monitoring(
        new OrchestratorConfig(
            Map.of(
                OrchestratorConfig.BOOTSTRAP_SERVERS,
                "localhost:9092",
                OrchestratorConfig.SCHEMA_REGISTRY_URL,
                "http://localhost:8081",
                OrchestratorConfig.METRICS_ENABLED,
                metricsEnabled)),
        Clock.systemUTC());
  }

  @Test
  void shouldListenToCommitsWhenMetricsAreOn() {
    try (Monitoring on = monitoring("true")) {
      assertThat(on.listeners()).hasSize(1);
      assertThat(on.page().orElseThrow()).contains("saga_partitions 0.0");
    }
  }

  @Test
  void shouldKeepNothingWhenMetricsAreOff() {
    try (Monitoring off = monitoring("false")) {
      assertThat(off.listeners()).isEmpty();
      assertThat(off.page()).isEmpty();
    }
  }
}
