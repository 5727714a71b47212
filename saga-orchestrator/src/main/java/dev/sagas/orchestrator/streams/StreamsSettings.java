package dev.sagas.orchestrator.streams;

import dev.sagas.orchestrator.rocksdb.LocalState;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.metrics.JmxReporter;
import org.apache.kafka.streams.StreamsConfig;

/**
 * How Kafka Streams runs.
 *
 * @param clientConfig connection and security settings for every client
 * @param groupInstanceId makes a restart keep its partitions (static membership)
 * @param maxRequestBytes the largest record that is sent
 */
public record StreamsSettings(
    String applicationId,
    LocalState state,
    Map<String, Object> clientConfig,
    int threads,
    int standbys,
    short replicationFactor,
    Optional<String> groupInstanceId,
    Duration sessionTimeout,
    Duration transactionTimeout,
    int maxRequestBytes) {
  /** The fallback where committing on drain does not come about. */
  private static final int COMMIT_INTERVAL_MS = 100;

  private static final long LEAST_BLOCK_MS = 10_000;
  private static final long LEAST_BUFFER_BYTES = 32L * 1024 * 1024;

  private static final int LINGER_MS = 100;
  private static final int BATCH_BYTES = 128 * 1024;

  /**
   * How often is looked whether an instance has caught up that is to take partitions over: the
   * least that Kafka Streams allows. By its default one that joins may have nothing to do for 10
   * minutes.
   */
  private static final long PROBE_MS = 60_000;

  /** How long a poll waits for records: timers are looked at after that at the latest. */
  private static final int POLL_MS = 25;

  private static final String ROCKSDB_METRICS = ".*,rocksdb-[a-z-]*state-id=.*";

  public StreamsSettings {
    clientConfig = Map.copyOf(clientConfig);
  }

  /**
   * The same, which tells the other instances where this one answers questions.
   *
   * @param address {@code host:port} of its HTTP
   */
  public StreamsSettings withAddress(String address) {
    Map<String, Object> more = new HashMap<>(clientConfig);
    more.put(StreamsConfig.APPLICATION_SERVER_CONFIG, address);
    return new StreamsSettings(
        applicationId,
        state,
        more,
        threads,
        standbys,
        replicationFactor,
        groupInstanceId,
        sessionTimeout,
        transactionTimeout,
        maxRequestBytes);
  }

  /** The same with room for larger records. */
  public StreamsSettings withMaxRequestBytes(int bytes) {
    return new StreamsSettings(
        applicationId,
        state,
        clientConfig,
        threads,
        standbys,
        replicationFactor,
        groupInstanceId,
        sessionTimeout,
        transactionTimeout,
        bytes);
  }

  /**
   * Whether an engine that is closed hands its partitions over at once. One with a {@link
   * #groupInstanceId} keeps them until its session times out: it is expected back before.
   */
  boolean leavesGroup() {
    return groupInstanceId.isEmpty();
  }

  /** The properties for Kafka Streams; see {@code docs/adr/0001-exactly-once.md} for the why. */
  Properties properties(PollListener listener) {
    Map<String, Object> config = new HashMap<>(clientConfig);
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
    config.put(StreamsConfig.STATE_DIR_CONFIG, state.directory().toString());
    config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL_MS);
    config.put(StreamsConfig.POLL_MS_CONFIG, POLL_MS);
    config.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, -1L);
    config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L);
    config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
    config.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, standbys);
    config.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) replicationFactor);
    config.put(StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), maxRequestBytes);
    // Reading one while its store is closed ends the process: KAFKA-10025.
    config.putIfAbsent(JmxReporter.EXCLUDE_CONFIG, ROCKSDB_METRICS);
    config.putIfAbsent(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, PROBE_MS);
    putConsumer(config, listener);
    putProducer(config);
    Properties properties = new Properties();
    properties.putAll(config);
    return properties;
  }

  private void putConsumer(Map<String, Object> config, PollListener listener) {
    config.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG),
        PollInterceptor.class.getName());
    config.put(StreamsConfig.mainConsumerPrefix(PollInterceptor.LISTENER_CONFIG), listener);
    config.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
        (int) sessionTimeout.toMillis());
    if (!clientConfig.containsKey(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG)
        && !clientConfig.containsKey(
            StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG))) {
      config.putIfAbsent(
          StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
          (int) (sessionTimeout.toMillis() / 4));
    }
    groupInstanceId.ifPresent(
        id ->
            config.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), id));
  }

  private void putProducer(Map<String, Object> config) {
    config.put(
        StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        (int) transactionTimeout.toMillis());
    if (!isSet(ProducerConfig.MAX_BLOCK_MS_CONFIG)) {
      // Whatever blocks for longer has lost its transaction anyway.
      config.put(
          StreamsConfig.producerPrefix(ProducerConfig.MAX_BLOCK_MS_CONFIG),
          Math.max(LEAST_BLOCK_MS, transactionTimeout.toMillis()));
    }
    if (!isSet(ProducerConfig.COMPRESSION_TYPE_CONFIG)) {
      config.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    }
    if (!isSet(ProducerConfig.LINGER_MS_CONFIG)) {
      // A commit flushes, and commits follow each other closely: what waits, waits for the commit.
      // A delivery timeout that is set may have no room for it.
      int lingerMs = isSet(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG) ? 0 : LINGER_MS;
      config.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), lingerMs);
    }
    if (!isSet(ProducerConfig.BATCH_SIZE_CONFIG)) {
      config.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
    }
    if (!isSet(ProducerConfig.RETRY_BACKOFF_MS_CONFIG)) {
      config.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 5L);
    }
    config.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), maxRequestBytes);
    // A record that exceeds the buffer is refused like one that exceeds the request.
    config.put(
        StreamsConfig.producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG),
        Math.max(LEAST_BUFFER_BYTES, 2L * maxRequestBytes));
  }

  /** Whether the settings of all clients, or those of producers, have it. */
  private boolean isSet(String producerSetting) {
    return clientConfig.containsKey(producerSetting)
        || clientConfig.containsKey(StreamsConfig.producerPrefix(producerSetting));
  }
}
