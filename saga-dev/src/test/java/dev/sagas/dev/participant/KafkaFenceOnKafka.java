package dev.sagas.dev.participant;

import static dev.sagas.dev.participant.TopicReader.header;

import dev.sagas.participant.CommandContext;
import dev.sagas.participant.KafkaFence;
import dev.sagas.participant.Participant;
import dev.sagas.participant.ParticipantBuilder;
import dev.sagas.participant.StepResult;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.samples.schema.order.ReleaseStock;
import dev.sagas.samples.schema.order.ReserveStock;
import dev.sagas.samples.schema.order.StockReleased;
import dev.sagas.samples.schema.order.StockReserved;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;

/** A participant whose effect is one record in a topic for each command, with its fence there. */
abstract class KafkaFenceOnKafka extends ParticipantOnKafka {
  private String effectTopic;
  private TopicReader effects;

  @BeforeEach
  void prepareEffects() throws Exception {
    effectTopic = topics().prefix() + "shipments";
    cluster().createTopics(2, effectTopic);
  }

  final String effectTopic() {
    return effectTopic;
  }

  final String fenceTopic() {
    return topics().prefix() + "inventory.fence";
  }

  final TopicReader effects() {
    if (effects == null) {
      effects = closing(new TopicReader(cluster().config(), effectTopic));
    }
    return effects;
  }

  /** Quick to find out that an instance is gone. */
  final ParticipantBuilder forwarding() {
    return forwarding(
        (command, context) -> {
          emit(context, command.getOrderId());
          return switch (command.getLines().get(0).getQuantity()) {
            case 1_001 -> StepResult.rejected("OUT_OF_STOCK", "Only 1000 left");
            case 1_002 -> StepResult.failed("BUSY", "Try later");
            case 1_003 -> throw new IllegalStateException("a bug");
            default -> StepResult.succeeded(new StockReserved(command.getOrderId(), 1));
          };
        });
  }

  final ParticipantBuilder forwarding(StockHandler handler) {
    return Participant.named("inventory")
        .kafka(cluster().config())
        .kafka(
            Map.of(
                "consumer.session.timeout.ms", 6_000,
                "consumer.heartbeat.interval.ms", 500,
                "producer.max.block.ms", 2_000))
        .topics(topics())
        .fence(KafkaFence.create().transactionTimeout(Duration.ofSeconds(3)))
        .replies(StockReserved.class, StockReleased.class)
        .handle(ReserveStock.class, handler::handle)
        .handle(
            ReleaseStock.class,
            (command, context) -> {
              emit(context, command.getOrderId());
              return StepResult.succeeded(new StockReleased(command.getOrderId(), 7));
            });
  }

  final void emit(CommandContext context, String orderId) {
    context.send(
        new ProducerRecord<>(
            effectTopic,
            orderId.getBytes(StandardCharsets.UTF_8),
            context.deduplicationKey().toString().getBytes(StandardCharsets.UTF_8)));
  }

  /** The records that one command has left, read committed, as soon as there is one. */
  final List<ConsumerRecord<byte[], byte[]>> effectsOf(DeduplicationKey key) {
    effects().await(1, record -> isOf(record, key));
    return effects().select(record -> isOf(record, key));
  }

  /** The same, without waiting. */
  final List<ConsumerRecord<byte[], byte[]>> effectsSoFar(DeduplicationKey key) {
    return effects().select(record -> isOf(record, key));
  }

  private static boolean isOf(ConsumerRecord<byte[], byte[]> record, DeduplicationKey key) {
    return new String(record.value(), StandardCharsets.UTF_8).equals(key.toString());
  }

  final List<ConsumerRecord<byte[], byte[]>> replies(DeduplicationKey key, int count) {
    return replies().await(count, reply -> header(reply, "saga-dedup-key").equals(key.toString()));
  }
}
