package dev.sagas.dev.operate;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sagas.protocol.WaitReason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A takeover does not wait for the time-out of the dead instance's transaction, which lasts longer
 * than this test here.
 */
@Tag("crash")
class AbandonedTransactionTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String GROUP = "saga-orchestrator";

  @TempDir private Path folder;

  /** A transaction that changes a group's position, as that of an instance that died. */
  private static KafkaProducer<byte[], byte[]> open(Map<String, Object> client, String group) {
    Map<String, Object> config = new HashMap<>(client);
    config.put("transactional.id", "%s-%s-1".formatted(group, UUID.randomUUID()));
    config.put("transaction.timeout.ms", 900_000);
    KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    producer.initTransactions();
    producer.beginTransaction();
    producer.sendOffsetsToTransaction(
        Map.of(
            new TopicPartition("saga.requests", 0),
            new OffsetAndMetadata(0),
            new TopicPartition("saga.requests", 1),
            new OffsetAndMetadata(0)),
        member(client, group));
    return producer;
  }

  /** As somebody who is not a member. */
  private static ConsumerGroupMetadata member(Map<String, Object> client, String group) {
    Map<String, Object> config = new HashMap<>(client);
    config.put("group.id", group);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      return consumer.groupMetadata();
    }
  }

  @Test
  void shouldTakeOverAndLeaveTheTransactionsOfOthersAlone() throws Exception {
    // given
    try (LooseParts parts = LooseParts.start(folder)) {
      Map<String, Object> client;
      try (OperatedPlatform first = parts.orchestrator("state")) {
        first.startTrip("before");
        first.awaitWait("before", WaitReason.Kind.REPLY);
        client = first.clientConfig();
      }
      try (KafkaProducer<byte[], byte[]> dead = open(client, GROUP);
          KafkaProducer<byte[], byte[]> other = open(client, "shop")) {
        // when
        try (OperatedPlatform second = parts.orchestrator("state")) {
          second.startTrip("after");
          await().atMost(LIMIT).until(() -> !second.commands("cars", "after").isEmpty());
        }

        // then
        assertThatThrownBy(dead::commitTransaction)
            .isInstanceOfAny(ProducerFencedException.class, InvalidProducerEpochException.class);
        other.commitTransaction();
      }
    }
  }
}
