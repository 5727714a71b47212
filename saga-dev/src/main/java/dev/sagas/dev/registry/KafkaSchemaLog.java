package dev.sagas.dev.registry;

import dev.sagas.dev.registry.ChangeJson.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The log in a compacted topic of one partition. Changes are written in transactions, so that a
 * registry that is started later shuts out the one before.
 */
final class KafkaSchemaLog implements SchemaLog {
  private static final int TIMEOUT_MS = 10_000;
  private static final Duration POLL = Duration.ofMillis(200);

  private final Map<String, Object> kafka;
  private final String topic;
  private @Nullable Producer<String, String> producer;

  KafkaSchemaLog(Map<String, Object> kafka, String topic) {
    this.kafka = kafka;
    this.topic = topic;
  }

  @Override
  public List<RegistryChange> open() {
    try {
      close();
      createTopic();
      Producer<String, String> opened = new KafkaProducer<>(producerConfig());
      producer = opened;
      // Ends whatever a writer before left open: from here on the topic's end stands still.
      opened.initTransactions();
      return readAll();
    } catch (KafkaException e) {
      throw unavailable("read", e);
    }
  }

  private void createTopic() {
    NewTopic wanted =
        new NewTopic(topic, Optional.of(1), Optional.empty())
            .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try (Admin admin = Admin.create(adminConfig())) {
      try {
        // A topic that was created just now may not be known to every broker yet: it is not asked
        // for again.
        admin.createTopics(List.of(wanted)).all().get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
        for (Config config : admin.describeConfigs(List.of(resource)).all().get().values()) {
          requireCompacted(config);
        }
      }
    } catch (ExecutionException e) {
      throw new KafkaException("Expected to find or create topic " + topic, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptException(e);
    }
  }

  private void requireCompacted(Config config) {
    String policy = config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
    if (!policy.equals(TopicConfig.CLEANUP_POLICY_COMPACT)) {
      throw new IllegalStateException(
          "Expected topic %s to have cleanup.policy=compact, but it is %s: schemas would be lost"
              .formatted(topic, policy));
    }
  }

  private List<RegistryChange> readAll() {
    TopicPartition partition = new TopicPartition(topic, 0);
    List<RegistryChange> changes = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(consumerConfig())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      Long end = consumer.endOffsets(List.of(partition)).get(partition);
      long deadline = System.nanoTime() + Duration.ofMillis(TIMEOUT_MS).toNanos();
      while (end != null && consumer.position(partition) < end) {
        for (ConsumerRecord<String, String> record : consumer.poll(POLL)) {
          ChangeJson.read(new Entry(record.key(), record.value())).ifPresent(changes::add);
          deadline = System.nanoTime() + Duration.ofMillis(TIMEOUT_MS).toNanos();
        }
        if (System.nanoTime() > deadline) {
          throw new TimeoutException("No record of " + topic + " came in " + TIMEOUT_MS + " ms");
        }
      }
    }
    return changes;
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the commit throws if a send failed
  public void append(List<RegistryChange> changes) {
    Producer<String, String> writer = producer;
    if (writer == null) {
      throw new IllegalStateException("Expected the log to be open");
    }
    try {
      writer.beginTransaction();
      for (RegistryChange change : changes) {
        Entry entry = ChangeJson.write(change);
        writer.send(new ProducerRecord<>(topic, 0, entry.key(), entry.value()));
      }
      writer.commitTransaction();
    } catch (KafkaException e) {
      throw unavailable("write", e);
    }
  }

  @Override
  public void close() {
    if (producer != null) {
      producer.close(Duration.ofSeconds(1));
      producer = null;
    }
  }

  private LogUnavailableException unavailable(String what, KafkaException cause) {
    return new LogUnavailableException(
        "Expected to " + what + " topic " + topic + ", but: " + cause.getMessage(), cause);
  }

  private Map<String, Object> adminConfig() {
    Map<String, Object> config = new HashMap<>(kafka);
    config.put("request.timeout.ms", TIMEOUT_MS / 2);
    config.put("default.api.timeout.ms", TIMEOUT_MS);
    return config;
  }

  private Map<String, Object> producerConfig() {
    Map<String, Object> config = new HashMap<>(kafka);
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "embedded-registry-" + topic);
    config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TIMEOUT_MS);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, TIMEOUT_MS);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS / 2);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
    config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
    return config;
  }

  private Map<String, Object> consumerConfig() {
    Map<String, Object> config = new HashMap<>(kafka);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
    config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
    return config;
  }
}
