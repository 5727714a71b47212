package dev.sagas.orchestrator.definitions;

import dev.sagas.schema.SagaDefinitionDescriptor;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.RegistryUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The definitions that were ever deployed, by type and version.
 *
 * <ul>
 *   <li>The same version with another structure is refused: sagas that began on it would continue
 *       differently.
 * </ul>
 */
public final class DefinitionTopic {
  private static final Logger LOG = LoggerFactory.getLogger(DefinitionTopic.class);
  private static final Duration POLL = Duration.ofMillis(200);

  private final Map<String, Object> clientConfig;
  private final AvroCodec codec;
  private final String topic;

  /**
   * The topic of one deployment.
   *
   * @param codec with the topic-name strategy
   */
  public DefinitionTopic(Map<String, Object> clientConfig, AvroCodec codec, String topic) {
    this.clientConfig = Map.copyOf(clientConfig);
    this.codec = codec;
    this.topic = topic;
  }

  /**
   * Publishes the descriptors that are not published yet, or that differ.
   *
   * @param known what {@link #read} found
   */
  void publish(
      List<SagaDefinitionDescriptor> descriptors, Map<String, SagaDefinitionDescriptor> known) {
    Map<String, Object> config = new HashMap<>(clientConfig);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (SagaDefinitionDescriptor descriptor : descriptors) {
        if (!descriptor.equals(known.get(key(descriptor)))) {
          send(producer, descriptor);
        }
      }
    }
  }

  private void send(KafkaProducer<byte[], byte[]> producer, SagaDefinitionDescriptor descriptor) {
    try {
      producer
          .send(
              new ProducerRecord<>(
                  topic,
                  key(descriptor).getBytes(StandardCharsets.UTF_8),
                  codec.encode(topic, descriptor)))
          .get();
    } catch (ExecutionException e) {
      throw new KafkaException("Could not publish " + key(descriptor), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while publishing " + key(descriptor), e);
    }
  }

  /** The record's key. */
  static String key(SagaDefinitionDescriptor descriptor) {
    return descriptor.getType() + "/" + descriptor.getVersion();
  }

  /** What was published, by key; nothing if there is no such topic. */
  Map<String, SagaDefinitionDescriptor> read() {
    Map<String, Object> config = new HashMap<>(clientConfig);
    // They are written outside of transactions: other writers' transactions must not hide one.
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50); // closing waits for a fetch
    Map<String, SagaDefinitionDescriptor> known = new HashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      if (!consumer.listTopics().containsKey(topic)) {
        return known;
      }
      // One, unless another process made the topic.
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (record.value() != null) {
            readable(record).ifPresent(found -> known.put(key(found), found));
          }
        }
      }
    }
    return known;
  }

  /** A foreign record does no harm: what is deployed here is published again. */
  private Optional<SagaDefinitionDescriptor> readable(ConsumerRecord<byte[], byte[]> record) {
    try {
      return Optional.of(codec.decode(topic, record.value(), SagaDefinitionDescriptor.class));
    } catch (RegistryUnavailableException e) {
      throw e;
    } catch (SerializationException e) {
      LOG.warn(
          "{}-{}-{} was skipped: expected the description of a definition, but {}",
          record.topic(),
          record.partition(),
          record.offset(),
          e.getMessage());
      return Optional.empty();
    }
  }
}
