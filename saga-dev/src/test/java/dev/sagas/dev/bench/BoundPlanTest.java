package dev.sagas.dev.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class BoundPlanTest {
  private static TopicUse use(String topic, double records) {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(
            topic, 0, 0, "key".getBytes(StandardCharsets.UTF_8), new byte[] {1, 2, 3});
    return new TopicUse(topic, records, 3 * records, 3 * records, List.of(record));
  }

  private static List<TopicUse> threeSteps() {
    return List.of(
        use("cars.commands", 2.02),
        use("flights.commands", 0.98),
        use("hotels.commands", 2.01),
        use("saga-orchestrator-checkpoints-changelog", 9),
        use("saga.journal", 6),
        use("saga.outcomes", 1),
        use("saga.replies", 5),
        use("saga.requests", 1));
  }

  @Test
  void shouldSendAsManyCommandsAsTheMeasuredSagasWhenPlanned() {
    assertThat(BoundPlan.of(threeSteps()).commands())
        .containsExactly(
            "cars.commands",
            "flights.commands",
            "hotels.commands",
            "cars.commands",
            "hotels.commands");
  }

  @Test
  void shouldReadWhatAnybodyReadsWhenPlanned() {
    assertThat(BoundPlan.of(threeSteps()).read())
        .containsExactlyInAnyOrder(
            "cars.commands",
            "flights.commands",
            "hotels.commands",
            "saga.requests",
            "saga.replies",
            "saga.outcomes");
  }

  @Test
  void shouldStoreTheSameShareForEachInputWhenPlanned() {
    // one request and five replies
    assertThat(BoundPlan.of(threeSteps()).stored())
        .containsExactly(
            new BoundPlan.Stored("saga-orchestrator-checkpoints-changelog", 1.5),
            new BoundPlan.Stored("saga.journal", 1));
  }

  @Test
  void shouldRefuseWhenNoCommandWasMeasured() {
    // given
    List<TopicUse> uses = new ArrayList<>(threeSteps());
    uses.removeIf(use -> use.topic().endsWith(".commands"));

    // then
    assertThatThrownBy(() -> BoundPlan.of(uses))
        .isInstanceOf(BenchFailure.class)
        .hasMessageContaining("Expected sagas with requests, commands, replies and outcomes");
  }
}
