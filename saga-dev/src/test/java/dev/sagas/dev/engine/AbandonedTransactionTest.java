package dev.sagas.dev.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.dev.kafka.EmbeddedKafka;
import dev.sagas.dev.registry.EmbeddedRegistry;
import dev.sagas.orchestrator.app.Orchestrator;
import dev.sagas.orchestrator.app.OrchestratorConfig;
import java.nio.file.Path;
import java.time.Duration;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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
  private static final int TRANSACTION_MS = 900_000;
  private static final String GROUP = "saga-orchestrator";
  private static final TopicPartition REQUESTS = new TopicPartition("saga.requests", 0);

  @TempDir private Path dataDir;
  private EmbeddedKafka kafka;
  private EmbeddedRegistry registry;

  @BeforeEach
  void start() throws Exception {
    kafka = EmbeddedKafka.start(dataDir.resolve("kafka"));
    registry = EmbeddedRegistry.start(kafka.bootstrapServers(), 0);
  }

  @AfterEach
  void stop() {
    registry.close();
    kafka.close();
  }

  private Orchestrator orchestrator() {
    return Orchestrator.start(
        new OrchestratorConfig(
            Map.of(
                OrchestratorConfig.BOOTSTRAP_SERVERS,
                kafka.bootstrapServers(),
                OrchestratorConfig.SCHEMA_REGISTRY_URL,
                registry.url(),
                OrchestratorConfig.STATE_DIR,
                dataDir.resolve("state").toString(),
                OrchestratorConfig.PARTITIONS,
                "1",
                OrchestratorConfig.HTTP_PORT,
                "-1",
                OrchestratorConfig.SESSION_TIMEOUT_MS,
                "6000",
                OrchestratorConfig.DEFINITIONS,
                TwoStepTrip.class.getName())));
  }

  /** A transaction that changes the group's position, as that of an instance that died. */
  private KafkaProducer<byte[], byte[]> open(String transactionalId) {
    KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "transactional.id",
                transactionalId,
                "transaction.timeout.ms",
                TRANSACTION_MS),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    producer.initTransactions();
    producer.beginTransaction();
    return producer;
  }

  /** As who is not a member. */
  private ConsumerGroupMetadata group(String id) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "group.id", id),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      return consumer.groupMetadata();
    }
  }

  @Test
  void shouldTakeOverAndLeaveTheTransactionsOfOthersAlone() throws Exception {
    // given
    try (Orchestrator first = orchestrator()) {
      assertThat(first.awaitReady(LIMIT)).isTrue();
    }
    try (KafkaProducer<byte[], byte[]> dead = open(GROUP + "-" + UUID.randomUUID() + "-1");
        KafkaProducer<byte[], byte[]> other = open("shop-" + UUID.randomUUID() + "-1")) {
      dead.sendOffsetsToTransaction(Map.of(REQUESTS, new OffsetAndMetadata(0)), group(GROUP));
      other.sendOffsetsToTransaction(Map.of(REQUESTS, new OffsetAndMetadata(0)), group("shop"));

      // when
      try (Orchestrator second = orchestrator()) {
        assertThat(second.awaitReady(LIMIT)).isTrue();
      }

      // then
      assertThatThrownBy(dead::commitTransaction)
          .isInstanceOfAny(ProducerFencedException.class, InvalidProducerEpochException.class);
      other.commitTransaction();
    }
  }
}
