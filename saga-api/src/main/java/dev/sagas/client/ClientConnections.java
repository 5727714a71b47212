package dev.sagas.client;

import dev.sagas.protocol.ClientSettings;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes the Kafka clients of services that start and signal sagas. */
public final class ClientConnections {
  private ClientConnections() {}

  /**
   * A producer for the records of {@link SagaRecords}: idempotent, acknowledged by all in-sync
   * replicas, with the protocol's partitioner, whatever the settings say.
   *
   * @throws org.apache.kafka.common.KafkaException if the settings do not fit
   */
  public static Producer<byte[], byte[]> producer(Map<String, ?> settings) {
    return new KafkaProducer<>(
        producerConfig(settings), new ByteArraySerializer(), new ByteArraySerializer());
  }

  static Map<String, Object> producerConfig(Map<String, ?> settings) {
    Map<String, Object> config = ClientSettings.forProducers(settings);
    config.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, 30_000);
    // Kafka's own 5 ms would be added to each start and each signal.
    config.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    // Requests belong on the partition that the protocol says: murmur2 of the saga id.
    config.put(ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG, false);
    config.remove(ProducerConfig.PARTITIONER_CLASS_CONFIG);
    return config;
  }

  /** For reading only, without a group. */
  static Consumer<byte[], byte[]> consumer(Map<String, ?> settings) {
    return new KafkaConsumer<>(
        consumerConfig(settings), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  static Map<String, Object> consumerConfig(Map<String, ?> settings) {
    Map<String, Object> config = ClientSettings.forConsumers(settings);
    config.remove(ConsumerConfig.GROUP_ID_CONFIG);
    config.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    // Only reached when records expired before they were read: the oldest is the next then.
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return config;
  }
}
