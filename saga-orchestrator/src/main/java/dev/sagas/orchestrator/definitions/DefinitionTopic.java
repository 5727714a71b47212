package dev.sagas.orchestrator.definitions;

import dev.sagas.schema.SagaDefinitionDescriptor;
import dev.sagas.serde.AvroCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The definitions that were ever deployed, by type and version.
 *
 * <ul>
 *   <li>The same version with another structure is refused: sagas that began on it would go on
 *       differently.
 * </ul>
 */
public final class DefinitionTopic {
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
   * Publishes the descriptors that are new.
   *
   * @throws IllegalStateException if a version is there with another structure
   */
  public void publish(List<SagaDefinitionDescriptor> descriptors) {
    Map<String, SagaDefinitionDescriptor> known = read();
    Map<String, Object> config = new HashMap<>(clientConfig);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (SagaDefinitionDescriptor descriptor : descriptors) {
        SagaDefinitionDescriptor before = known.get(key(descriptor));
        if (before == null) {
          send(producer, descriptor);
        } else if (!before.getStructureHash().equals(descriptor.getStructureHash())) {
          throw new IllegalStateException(
              "Saga "
                  + descriptor.getType()
                  + " version "
                  + descriptor.getVersion()
                  + " was deployed with another structure: give the changed one a new version");
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

  private static String key(SagaDefinitionDescriptor descriptor) {
    return descriptor.getType() + "/" + descriptor.getVersion();
  }

  private Map<String, SagaDefinitionDescriptor> read() {
    Map<String, Object> config = new HashMap<>(clientConfig);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50); // closing waits for a fetch
    Map<String, SagaDefinitionDescriptor> known = new HashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (record.value() != null) {
            SagaDefinitionDescriptor descriptor =
                codec.decode(topic, record.value(), SagaDefinitionDescriptor.class);
            known.put(key(descriptor), descriptor);
          }
        }
      }
    }
    return known;
  }
}
