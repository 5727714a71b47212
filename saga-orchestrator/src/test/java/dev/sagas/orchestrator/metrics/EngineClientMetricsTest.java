package dev.sagas.orchestrator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineClientMetricsTest {
  private final Map<MetricName, Metric> metrics = new ConcurrentHashMap<>();
  private final List<String> read = new ArrayList<>();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @AfterEach
  void close() {
    registry.close();
  }

  private void metric(String group, String name, Map<String, String> tags) {
    MetricName named = new MetricName(name, group, "", tags);
    metrics.put(
        named,
        new Metric() {
          @Override
          public MetricName metricName() {
            return named;
          }

          @Override
          public Object metricValue() {
            read.add(name);
            return 7.0;
          }
        });
  }

  /** The names of the meters that there are, each of which is read. */
  private List<String> names() {
    try (KafkaClientMetrics bound = EngineClientMetrics.of(() -> metrics)) {
      bound.bindTo(registry);
      registry.getMeters().forEach(meter -> meter.measure().forEach(Measurement::getValue));
      return registry.getMeters().stream().map(meter -> meter.getId().getName()).toList();
    }
  }

  @Test
  void shouldShowWhatStreamsAndItsClientsCount() {
    // given
    metric("kafka-metrics-count", "count", Map.of());
    metric("stream-thread-metrics", "process-rate", Map.of("thread-id", "t-1"));
    metric("stream-task-metrics", "active-buffer-count", Map.of("task-id", "0_1"));

    // then
    assertThat(names())
        .contains("kafka.stream.thread.process.rate", "kafka.stream.task.active.buffer.count");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"rocksdb-state-id", "rocksdb-window-state-id", "rocksdb-session-state-id"})
  void shouldNeverReadWhatRocksDbSays(String tag) {
    // given
    metric("stream-thread-metrics", "process-rate", Map.of("thread-id", "t-1"));
    metric("stream-state-metrics", "estimate-num-keys", Map.of("task-id", "0_1", tag, "timers"));

    // then
    assertThat(names()).noneMatch(name -> name.contains("estimate"));
    assertThat(read).contains("process-rate").doesNotContain("estimate-num-keys");
  }
}
