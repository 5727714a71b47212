package dev.sagas.participant;

import dev.sagas.protocol.ClientSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The clients of a fence in Kafka, except the consumer of commands. */
final class KafkaFenceClients {
  private static final int LINGER_MS = 100;

  private KafkaFenceClients() {}

  /** Reads the fence's topic, outside of the group. */
  static Consumer<byte[], byte[]> reader(ParticipantPlan plan) {
    return new KafkaConsumer<>(
        readerConfig(plan), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  static Map<String, Object> readerConfig(ParticipantPlan plan) {
    Map<String, Object> config = new HashMap<>(ClientSettings.forConsumers(plan.config()));
    config.keySet().removeIf(name -> name.startsWith("group."));
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, plan.name().value() + "-fence");
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return config;
  }

  /**
   * Makes producers of one transactional id: group and {@code group.instance.id}, so that a restart
   * ends what was left open at once, or group and a random part.
   */
  static Supplier<Producer<byte[], byte[]>> producers(
      ParticipantPlan plan, KafkaFence settings, String group) {
    Map<String, Object> config = producerConfig(plan, settings, group);
    return () -> ParticipantClients.producer(config);
  }

  static Map<String, Object> producerConfig(
      ParticipantPlan plan, KafkaFence settings, String group) {
    Object instance =
        ClientSettings.forConsumers(plan.config()).get(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    Map<String, Object> config = new HashMap<>(ParticipantClients.producerConfig(plan));
    Map<String, Object> given = ClientSettings.forProducers(plan.config());
    if (!given.containsKey(ProducerConfig.LINGER_MS_CONFIG)
        && !given.containsKey(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG)) {
      // The commit of a batch flushes. A delivery timeout that is set may have no room for it.
      config.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
    }
    config.put(
        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
        group + "-fence-" + (instance == null ? UUID.randomUUID() : instance));
    config.put(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
        Math.toIntExact(settings.transactionLimit().toMillis()));
    return config;
  }
}
