package dev.sagas.engine.deployment;

import dev.sagas.engine.wire.Position;
import dev.sagas.internal.InterruptibleConsumer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads whole topics from their beginning, committed records only, without a consumer group.
 *
 * <ul>
 *   <li>The end is that of everything written: readers of committed records are blocked at the
 *       first open transaction, and cannot distinguish that from the end.
 *   <li>Partitions are read in parallel: one that is far ahead of the others in time waits for
 *       them, so that records that belong together are read at about the same time.
 * </ul>
 */
public final class TopicReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  /** Longer than any of our transactions lasts. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);
  private static final long AHEAD_MS = 1_000;

  private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
  private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> uncommitted;
  private final Duration patience;
  private final Map<TopicPartition, Long> lastTimes = new HashMap<>();
  private final Set<TopicPartition> assigned = new HashSet<>();

  private TopicReader(Map<String, Object> client, Duration patience, JournalArchive archive) {
    this.consumer = archive.with(consumer(client));
    this.uncommitted = archive.with(consumer(client, "read_uncommitted"));
    this.patience = patience;
  }

  /** A reader with these client properties. */
  public static TopicReader connect(Map<String, Object> client) {
    return connect(client, PATIENCE);
  }

  /**
   * The same with another patience.
   *
   * @param patience how long nothing may come before the end, by default 20 s
   */
  public static TopicReader connect(Map<String, Object> client, Duration patience) {
    return new TopicReader(client, patience, JournalArchive.NONE);
  }

  /** A reader with these client properties, that reads what the archive has as if in the topic. */
  public static TopicReader connect(Map<String, Object> client, JournalArchive archive) {
    return new TopicReader(client, PATIENCE, archive);
  }

  /** A consumer of committed records, in no group, with these client properties. */
  public static KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> client) {
    return consumer(client, "read_committed");
  }

  private static KafkaConsumer<byte[], byte[]> consumer(
      Map<String, Object> client, String isolation) {
    Map<String, Object> config = new HashMap<>(client);
    config.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 20_000);
    config.putIfAbsent(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 15_000);
    // Closing waits for the current fetch, which at the end of a topic waits this long.
    config.putIfAbsent(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.remove(ConsumerConfig.GROUP_ID_CONFIG);
    config.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    return new InterruptibleConsumer(config);
  }

  /** The names of all topics. */
  public Set<String> topics() {
    return consumer.listTopics().keySet();
  }

  /** The partitions of the topics. */
  public List<TopicPartition> partitions(Collection<String> topics) {
    List<TopicPartition> found = new ArrayList<>();
    for (String topic : topics) {
      consumer
          .partitionsFor(topic)
          .forEach(info -> found.add(new TopicPartition(topic, info.partition())));
    }
    return found;
  }

  /**
   * Adds partitions, to be read from their beginning.
   *
   * @return where each of them begins
   */
  public List<Position> add(Collection<TopicPartition> partitions) {
    Map<TopicPartition, Long> resumeAt = new HashMap<>();
    assigned.forEach(partition -> resumeAt.put(partition, consumer.position(partition)));
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
    assigned.addAll(partitions);
    consumer.assign(assigned);
    resumeAt.forEach(consumer::seek);
    beginnings.forEach(consumer::seek);
    return beginnings.entrySet().stream()
        .map(
            begin ->
                new Position(begin.getKey().topic(), begin.getKey().partition(), begin.getValue()))
        .toList();
  }

  /** The partitions that have nothing unread. */
  public Set<TopicPartition> empty() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(assigned);
    Set<TopicPartition> empty = new HashSet<>(assigned);
    empty.removeIf(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L));
    return empty;
  }

  /** How many unread offsets there are now. */
  public long unread() {
    return consumer.endOffsets(assigned).entrySet().stream()
        .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey())))
        .sum();
  }

  /**
   * Reads everything that is unread now.
   *
   * @throws DeploymentException if an open transaction hides the rest for longer than the reader's
   *     patience, or nothing is read for as long
   */
  public void readToEnd(Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    Map<TopicPartition, Long> ends = uncommitted.endOffsets(assigned);
    Set<TopicPartition> unread = read(ends, sink);
    if (!unread.isEmpty()) {
      throw new DeploymentException("Expected to read " + standstill(unread, ends));
    }
  }

  /** The same, but skips what an open transaction hides, with a warning in the log. */
  public void readAsFarAsPossible(Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    Map<TopicPartition, Long> ends = uncommitted.endOffsets(assigned);
    Set<TopicPartition> unread = read(ends, sink);
    if (!unread.isEmpty()) {
      LOG.warn("The result is incomplete: could not read {}", standstill(unread, ends));
    }
  }

  private String standstill(Set<TopicPartition> unread, Map<TopicPartition, Long> ends) {
    Map<TopicPartition, Long> readable = consumer.endOffsets(unread);
    List<String> reasons = new ArrayList<>();
    for (TopicPartition partition : unread) {
      long position = consumer.position(partition);
      String reason =
          position >= readable.getOrDefault(partition, 0L)
              ? "an open transaction blocks the reader at "
              : "nothing came after ";
      reasons.add(
          partition + " up to offset " + ends.get(partition) + ", but " + reason + position);
    }
    return "%s, for %s s: saga doctor names hanging transactions"
        .formatted(String.join("; ", reasons), patience.toSeconds());
  }

  /** Passes on the partitions that could not be read to their ends. */
  private Set<TopicPartition> read(
      Map<TopicPartition, Long> ends, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    Set<TopicPartition> unfinished = new HashSet<>(assigned);
    long progressAt = System.nanoTime();
    dropFinished(unfinished, ends);
    while (!unfinished.isEmpty()) {
      pace(unfinished);
      boolean progress = false;
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        lastTimes.put(partition, record.timestamp());
        progress = true;
        sink.accept(record);
      }
      progress |= dropFinished(unfinished, ends);
      if (progress) {
        progressAt = System.nanoTime();
      } else if (System.nanoTime() - progressAt > patience.toNanos()) {
        return unfinished;
      }
    }
    return unfinished;
  }

  private boolean dropFinished(Set<TopicPartition> unfinished, Map<TopicPartition, Long> ends) {
    return unfinished.removeIf(
        partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
  }

  private void pace(Set<TopicPartition> unfinished) {
    long slowest =
        unfinished.stream()
            .mapToLong(partition -> lastTimes.getOrDefault(partition, Long.MIN_VALUE))
            .min()
            .orElse(Long.MIN_VALUE);
    Set<TopicPartition> read = new HashSet<>();
    for (TopicPartition partition : unfinished) {
      if (lastTimes.getOrDefault(partition, Long.MIN_VALUE) <= slowest + AHEAD_MS) {
        read.add(partition);
      }
    }
    Set<TopicPartition> wait = new HashSet<>(assigned);
    wait.removeAll(read);
    consumer.pause(wait);
    consumer.resume(read);
  }

  /** Lets time pass. */
  public void waitFor(Duration time) {
    consumer.pause(assigned);
    consumer.poll(time);
  }

  @Override
  public void close() {
    consumer.close();
    uncommitted.close();
  }
}
