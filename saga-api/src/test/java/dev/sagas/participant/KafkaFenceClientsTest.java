package dev.sagas.participant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.sagas.protocol.ParticipantName;
import dev.sagas.protocol.TopicNames;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.Test;

/** The fence's producer waits for the commit of a batch, unless its settings leave no room. */
class KafkaFenceClientsTest {
  private static Map<String, Object> producer(Map<String, Object> settings) {
    return KafkaFenceClients.producerConfig(plan(settings), KafkaFence.create(), "inventory");
  }

  private static ParticipantPlan plan(Map<String, Object> settings) {
    return new ParticipantPlan(
        new ParticipantName("inventory"),
        settings,
        TopicNames.DEFAULT,
        Map.of(),
        List.of(),
        new NoFence(),
        Optional.of(KafkaFence.create()),
        1,
        Duration.ZERO,
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  @Test
  void shouldWaitForTheCommitUnlessItIsSetOtherwise() {
    assertThat(producer(Map.of())).containsEntry("linger.ms", 100);
    assertThat(producer(Map.of("linger.ms", "7"))).containsEntry("linger.ms", "7");
    assertThat(producer(Map.of("producer.linger.ms", "7"))).containsEntry("linger.ms", "7");
    assertThat(producer(Map.of("linger.ms", "9", "producer.linger.ms", "7")))
        .as("the setting of producers alone takes precedence")
        .containsEntry("linger.ms", "7");
    assertThat(producer(Map.of("consumer.linger.ms", "7"))).containsEntry("linger.ms", 100);
  }

  @Test
  void shouldNotWaitWhenADeliveryTimeoutIsSetThatMayHaveNoRoomForIt() {
    assertThat(producer(Map.of("delivery.timeout.ms", "30000"))).containsEntry("linger.ms", 0);
    assertThat(producer(Map.of("producer.delivery.timeout.ms", "30000")))
        .containsEntry("linger.ms", 0);
    assertThat(producer(Map.of("delivery.timeout.ms", "30000", "linger.ms", "7")))
        .as("what is set remains, even if Kafka refuses it")
        .containsEntry("linger.ms", "7");
  }

  @Test
  void shouldStartAProducerWhenTheDeliveryTimeoutIsTheShortestThatKafkaTakes() {
    // given
    Map<String, Object> config =
        new HashMap<>(
            producer(
                Map.of(
                    "bootstrap.servers", "localhost:1",
                    "request.timeout.ms", "3000",
                    "delivery.timeout.ms", "3000")));

    // when, then
    assertThatCode(
            () -> {
              try (Producer<byte[], byte[]> producer = ParticipantClients.producer(config)) {
                producer.metrics();
              }
            })
        .doesNotThrowAnyException();
  }

  @Test
  void shouldNotWaitWhenTheFenceIsNotInKafka() {
    assertThat(ParticipantClients.producerConfig(plan(Map.of()))).containsEntry("linger.ms", 0);
    assertThat(ParticipantClients.producerConfig(plan(Map.of("producer.linger.ms", "7"))))
        .containsEntry("linger.ms", "7");
  }
}
