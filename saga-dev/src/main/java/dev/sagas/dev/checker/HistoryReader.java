package dev.sagas.dev.checker;

import dev.sagas.protocol.TopicNames;
import dev.sagas.serde.RegistryClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the committed records of a deployment's topics, for the {@link HistoryChecker}.
 *
 * <ul>
 *   <li>All partitions are read from their beginning to where they end now. Everything is kept in
 *       memory.
 *   <li>In no consumer group; nothing is written.
 * </ul>
 */
public final class HistoryReader {
  private static final Duration POLL = Duration.ofMillis(200);

  /** Together 20 s. */
  private static final int MAX_EMPTY_POLLS = 100;

  private static final String CHECKPOINTS = "-checkpoints-changelog";

  private final TopicNames topics;
  private final String checkpoints;

  /**
   * A reader of one deployment.
   *
   * @param topics its names
   * @param applicationId of its orchestrator
   */
  public HistoryReader(TopicNames topics, String applicationId) {
    this.topics = topics;
    this.checkpoints = applicationId + CHECKPOINTS;
  }

  /**
   * Reads everything.
   *
   * @param client properties of Kafka's clients and of the registry
   * @throws IllegalStateException if nothing is read for 20 s before the end
   * @throws dev.sagas.serde.RegistryUnavailableException if the registry does not answer
   */
  public List<HistoryRecord> read(Map<String, Object> client) {
    HistoryDecoder decoder = new HistoryDecoder(RegistryClient.connect(client));
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(client)) {
      Map<String, HistoryTopic> kinds = new HashMap<>();
      List<TopicPartition> partitions = new ArrayList<>();
      for (Map.Entry<String, List<PartitionInfo>> topic : consumer.listTopics().entrySet()) {
        kind(topic.getKey())
            .ifPresent(
                kind -> {
                  kinds.put(topic.getKey(), kind);
                  topic
                      .getValue()
                      .forEach(
                          info ->
                              partitions.add(new TopicPartition(info.topic(), info.partition())));
                });
      }
      List<HistoryRecord> records = new ArrayList<>();
      for (ConsumerRecord<byte[], byte[]> record : readToEnd(consumer, partitions)) {
        Optional.ofNullable(kinds.get(record.topic()))
            .ifPresent(kind -> records.add(decoder.decode(kind, record)));
      }
      return List.copyOf(records);
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> client) {
    Map<String, Object> config = new HashMap<>(client);
    config.remove(ConsumerConfig.GROUP_ID_CONFIG);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private Optional<HistoryTopic> kind(String topic) {
    if (topics.isCommands(topic)) {
      return Optional.of(HistoryTopic.COMMANDS);
    }
    Map<String, HistoryTopic> named =
        Map.of(
            topics.requests(),
            HistoryTopic.REQUESTS,
            topics.answers(),
            HistoryTopic.ANSWERS,
            topics.replies(),
            HistoryTopic.REPLIES,
            topics.journal(),
            HistoryTopic.JOURNAL,
            topics.outcomes(),
            HistoryTopic.OUTCOMES,
            topics.deadLetters(),
            HistoryTopic.DEAD_LETTERS,
            topics.definitions(),
            HistoryTopic.DEFINITIONS,
            checkpoints,
            HistoryTopic.CHECKPOINTS);
    return Optional.ofNullable(named.get(topic));
  }

  private static List<ConsumerRecord<byte[], byte[]>> readToEnd(
      KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    List<ConsumerRecord<byte[], byte[]>> read = new ArrayList<>();
    int emptyPolls = 0;
    while (isUnread(consumer, ends)) {
      ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
      emptyPolls = polled.isEmpty() ? emptyPolls + 1 : 0;
      if (emptyPolls > MAX_EMPTY_POLLS) {
        throw new IllegalStateException(
            "Expected to read to %s, but nothing arrives any more".formatted(ends));
      }
      polled.forEach(read::add);
    }
    return read;
  }

  private static boolean isUnread(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
  }
}
