package dev.sagas.dev.participant;

import static dev.sagas.dev.participant.TopicReader.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.dev.participant.StallingInterceptor.Stall;
import dev.sagas.participant.Participant;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.DeduplicationKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The fence in Kafka when instances stop, come back, or lose partitions and producers (R25). */
class KafkaFenceCrashTest extends KafkaFenceOnKafka {
  @Test
  @SuppressWarnings("try") // one instance is closed early
  void shouldTakeEffectOnceWhenAnInstanceStopsInTheMiddleAndComesBack() throws Exception {
    // given
    DeduplicationKey key = CommandWriter.key("order-1", Action.EXECUTE, 1);
    try (Stall stall = Stall.named(UUID.randomUUID().toString())) {
      Participant stopped =
          start(
              forwarding()
                  .kafka(stall.settings())
                  .kafka(Map.of("consumer.max.poll.interval.ms", 3_000)));
      commands().send(key, reserve("order-1", 7));
      assertThat(stall.reached().await(30, TimeUnit.SECONDS)).isTrue();
      awaitUncommittedEffect();
      assertThat(effectsSoFar(key)).isEmpty();
      assertThat(replies().select(any -> true)).isEmpty();

      // when
      Participant other = start(forwarding());

      // then
      assertThat(header(reply(key), "saga-outcome")).isEqualTo("succeeded");
      assertThat(effectsOf(key)).hasSize(1);

      // and when
      stall.close();
      other.close();
      DeduplicationKey next = CommandWriter.key("order-2", Action.EXECUTE, 1);
      commands().send(key, reserve("order-1", 7));
      commands().send(next, reserve("order-2", 7));

      // then
      assertThat(replies(key, 2).get(1).value()).isEqualTo(replies(key, 2).get(0).value());
      assertThat(header(reply(next), "saga-outcome")).isEqualTo("succeeded");
      assertThat(effectsOf(key)).hasSize(1);
      assertThat(effectsOf(next)).hasSize(1);
      assertThat(replies().select(any -> true)).hasSize(3);
      assertThat(stopped.isRunning()).isTrue();
    }
  }

  @Test
  void shouldTakeEachEffectOnceWhenInstancesComeAndGo() throws Exception {
    // given
    List<DeduplicationKey> keys = new ArrayList<>();
    Participant first = start(forwarding());

    // when
    send(keys, 100);
    Participant second = start(forwarding());
    send(keys, 100);
    first.close();
    send(keys, 100);
    start(forwarding());
    second.close();
    send(keys, 100);

    // then
    Set<String> wanted = new HashSet<>(keys.stream().map(DeduplicationKey::toString).toList());
    assertThat(replies().await(keys.size(), any -> true))
        .extracting(reply -> header(reply, "saga-dedup-key"))
        .containsExactlyInAnyOrderElementsOf(wanted);
    assertThat(effects().await(keys.size(), any -> true))
        .extracting(KafkaFenceCrashTest::text)
        .containsExactlyInAnyOrderElementsOf(wanted);
  }

  @Test
  void shouldGoOnWithANewProducerWhenItsOwnIsFenced() throws Exception {
    // given
    Participant participant =
        start(forwarding().kafka(Map.of("consumer.group.instance.id", "one")));
    DeduplicationKey before = CommandWriter.key("order-1", Action.EXECUTE, 1);
    commands().send(before, reserve("order-1", 7));
    reply(before);

    // when
    Map<String, Object> config = new HashMap<>(cluster().config());
    config.put("transactional.id", topics().prefix() + "inventory-fence-one");
    try (KafkaProducer<byte[], byte[]> intruder =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      intruder.initTransactions();
    }
    List<DeduplicationKey> keys = new ArrayList<>();
    send(keys, 20);
    commands().send(before, reserve("order-1", 7));

    // then
    for (DeduplicationKey key : keys) {
      assertThat(header(reply(key), "saga-outcome")).isEqualTo("succeeded");
    }
    replies(before, 2);
    effects().await(21, any -> true);
    assertThat(effects().select(any -> true)).hasSize(21);
    assertThat(participant.isRunning()).isTrue();
  }

  private void send(List<DeduplicationKey> keys, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      String order = "saga-" + keys.size();
      DeduplicationKey key = CommandWriter.key(order, Action.EXECUTE, 1);
      commands().send(key, reserve(order, 7));
      keys.add(key);
    }
  }

  private void awaitUncommittedEffect() {
    try (KafkaConsumer<byte[], byte[]> reader =
        new KafkaConsumer<>(
            cluster().config(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          List.of(new TopicPartition(effectTopic(), 0), new TopicPartition(effectTopic(), 1));
      reader.assign(partitions);
      reader.seekToBeginning(partitions);
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> !reader.poll(Duration.ofMillis(100)).isEmpty());
    }
  }

  private static String text(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.value(), StandardCharsets.UTF_8);
  }
}
