package dev.sagas.orchestrator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.orchestrator.rocksdb.LocalState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.common.metrics.JmxReporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The producer lets everything pass that the topics take, and blocks for no longer than it may. */
class StreamsSettingsTest {
  private static Map<Object, Object> properties(Map<String, Object> client, int maxRequestBytes) {
    StreamsSettings settings =
        new StreamsSettings(
            "sagas",
            LocalState.in(Path.of("state")),
            client,
            1,
            0,
            (short) 1,
            Optional.empty(),
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            1);
    return settings.withMaxRequestBytes(maxRequestBytes).properties(records -> {});
  }

  @Test
  void shouldHaveRoomForTheLargestRecordInRequestAndBuffer() {
    int large = 64 * 1024 * 1024;

    assertThat(properties(Map.of(), large))
        .containsEntry("producer.max.request.size", large)
        .containsEntry("producer.buffer.memory", 2L * large);
    assertThat(properties(Map.of(), 1_000))
        .containsEntry("producer.buffer.memory", 32L * 1024 * 1024);
  }

  @Test
  void shouldKeepWhatRocksDbSaysFromJmxUnlessItIsSetOtherwise() {
    String state = "kafka.streams:type=stream-state-metrics,thread-id=t-1,task-id=0_1,";
    Map<Object, Object> properties = properties(Map.of(), 1_000);
    Predicate<String> shown =
        JmxReporter.compilePredicate(
            Map.of("metrics.jmx.exclude", properties.get("metrics.jmx.exclude")));

    assertThat(shown)
        .rejects(state + "rocksdb-state-id=timers", state + "rocksdb-window-state-id=timers")
        .accepts(
            state + "in-memory-state-id=timers",
            "kafka.streams:type=stream-thread-metrics,thread-id=t-1",
            "kafka.producer:type=producer-metrics,client-id=rocksdb-state-id");
    assertThat(properties(Map.of("metrics.jmx.exclude", "x"), 1_000))
        .containsEntry("metrics.jmx.exclude", "x");
  }

  @Test
  void shouldBlockForNoLongerThanATransactionLastsUnlessItIsSetOtherwise() {
    assertThat(properties(Map.of(), 1_000)).containsEntry("producer.max.block.ms", 20_000L);
    assertThat(properties(Map.of("max.block.ms", "5"), 1_000))
        .containsEntry("max.block.ms", "5")
        .doesNotContainKey("producer.max.block.ms");
  }

  @Test
  void shouldWaitForTheCommitUnlessItIsSetOtherwise() {
    assertThat(properties(Map.of(), 1_000))
        .containsEntry("producer.linger.ms", 100)
        .containsEntry("producer.batch.size", 128 * 1024);
    assertThat(properties(Map.of("linger.ms", "7", "batch.size", "9"), 1_000))
        .containsEntry("linger.ms", "7")
        .containsEntry("batch.size", "9")
        .doesNotContainKeys("producer.linger.ms", "producer.batch.size");
    assertThat(properties(Map.of("producer.linger.ms", "7", "producer.batch.size", "9"), 1_000))
        .containsEntry("producer.linger.ms", "7")
        .containsEntry("producer.batch.size", "9");
    assertThat(properties(Map.of("delivery.timeout.ms", "30000"), 1_000))
        .as("must have room for the request's timeout and the linger")
        .containsEntry("producer.linger.ms", 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"max.block.ms", "compression.type", "linger.ms", "batch.size", "retry.backoff.ms"})
  void shouldLeaveToTheOperatorWhatIsSet(String name) {
    String own = "producer." + name;

    assertThat(properties(Map.of(), 1_000)).containsKey(own);
    assertThat(properties(Map.of(name, "7"), 1_000)).doesNotContainKey(own);
    assertThat(properties(Map.of(own, "7"), 1_000)).containsEntry(own, "7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "consumer.", "main.consumer."})
  void shouldLeaveTheHeartbeatToTheOperatorWhoSetsIt(String prefix) {
    String name = prefix + "heartbeat.interval.ms";

    assertThat(properties(Map.of(name, "7"), 1_000))
        .containsEntry(name, "7")
        .doesNotContainEntry("main.consumer.heartbeat.interval.ms", 2_500);
  }

  @Test
  void shouldLookEveryMinuteWhoHasCaughtUpUnlessItIsSetOtherwise() {
    String name = "probing.rebalance.interval.ms";

    assertThat(properties(Map.of(), 1_000)).containsEntry(name, 60_000L);
    assertThat(properties(Map.of(name, "90000"), 1_000)).containsEntry(name, "90000");
  }
}
