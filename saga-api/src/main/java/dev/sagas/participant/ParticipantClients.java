package dev.sagas.participant;

import dev.sagas.protocol.ClientSettings;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The Kafka clients of a participant, with required settings and defaults. */
final class ParticipantClients {
  private static final int SESSION_TIMEOUT_MS = 10_000;
  private static final int HEARTBEATS_PER_SESSION = 4;
  private static final int DEFAULT_MAX_REQUEST_BYTES = 1024 * 1024;
  private static final int HEADER_ROOM_BYTES = 16 * 1024;
  private static final int MIN_REPLY_BYTES = 1024;

  private ParticipantClients() {}

  static Consumer<byte[], byte[]> consumer(ParticipantPlan plan) {
    return new KafkaConsumer<>(
        consumerConfig(plan), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  static Map<String, Object> consumerConfig(ParticipantPlan plan) {
    Map<String, Object> config = ClientSettings.forConsumers(plan.config());
    config.putIfAbsent(
        ConsumerConfig.GROUP_ID_CONFIG, plan.topics().prefix() + plan.name().value());
    config.putIfAbsent(ConsumerConfig.CLIENT_ID_CONFIG, plan.name().value());
    config.putIfAbsent(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 200);
    // A topic that is created after the participant started should be noticed soon.
    config.putIfAbsent(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 30_000);
    if (!"consumer".equalsIgnoreCase(String.valueOf(config.get("group.protocol")))) {
      config.putIfAbsent(
          ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
          CooperativeStickyAssignor.class.getName());
      putSession(config);
    }
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return config;
  }

  /** As the orchestrator's: Kafka's own 45 s would hold up what an instance leaves when it dies. */
  private static void putSession(Map<String, Object> config) {
    Object heartbeat = config.get(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG);
    long sessionMs = SESSION_TIMEOUT_MS;
    if (heartbeat != null) {
      sessionMs = Math.max(sessionMs, HEARTBEATS_PER_SESSION * Long.parseLong("" + heartbeat));
    }
    config.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, Math.toIntExact(sessionMs));
    long session = Long.parseLong("" + config.get(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG));
    config.putIfAbsent(
        ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
        Math.toIntExact(session / HEARTBEATS_PER_SESSION));
  }

  static Admin admin(ParticipantPlan plan) {
    return Admin.create(adminConfig(plan));
  }

  static Map<String, Object> adminConfig(ParticipantPlan plan) {
    Map<String, Object> config = ClientSettings.forConsumers(plan.config());
    config.keySet().retainAll(AdminClientConfig.configNames());
    config.put(AdminClientConfig.CLIENT_ID_CONFIG, plan.name().value() + "-admin");
    return config;
  }

  static Producer<byte[], byte[]> producer(ParticipantPlan plan) {
    return producer(producerConfig(plan));
  }

  static Producer<byte[], byte[]> producer(Map<String, Object> config) {
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  static Map<String, Object> producerConfig(ParticipantPlan plan) {
    Map<String, Object> config = ClientSettings.forProducers(plan.config());
    config.putIfAbsent(ProducerConfig.CLIENT_ID_CONFIG, plan.name().value());
    // How long a worker may wait while the brokers do not answer.
    config.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
    // Kafka's own 5 ms would be added to each step of each saga.
    config.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    return config;
  }

  /** The largest reply value that the producer takes, with room for key and headers. */
  static int maxReplyBytes(ParticipantPlan plan) {
    return Math.max(MIN_REPLY_BYTES, maxRequestBytes(plan) - HEADER_ROOM_BYTES);
  }

  static int maxRequestBytes(ParticipantPlan plan) {
    Object size =
        ClientSettings.forProducers(plan.config()).get(ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
    return size == null ? DEFAULT_MAX_REQUEST_BYTES : Integer.parseInt("" + size);
  }
}
