package dev.sagas.orchestrator.streams;

import dev.sagas.engine.wire.Position;
import dev.sagas.internal.DaemonThreads;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the real input topics have been read: each to its end, as the brokers report it after a
 * timer is due; see {@link PartitionHorizon} for how that is known.
 *
 * <ul>
 *   <li>While no timer is due nothing is asked; else the brokers are asked every 10 ms at most,
 *       about all partitions at once.
 *   <li>While the brokers do not answer, timers wait.
 *   <li>Inputs in a transaction that is still open are not seen, and do not hold timers up.
 * </ul>
 */
public final class WatchedReplies implements ReplyHorizon, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedReplies.class);
  private static final Duration INTERVAL = Duration.ofMillis(10);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final Admin admin;
  private final Set<String> topics;
  private final ReplyOffsets offsets;
  private final ReplyEnds ends;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("watched-replies"));

  /** Kept per thread: what a thread polls it processes itself, and no other speaks for it. */
  private final ThreadLocal<Map<TopicPartition, PartitionHorizon>> partitions =
      ThreadLocal.withInitial(HashMap::new);

  private WatchedReplies(Admin admin, Set<String> topics, ReplyOffsets offsets, Clock clock) {
    this.admin = admin;
    this.topics = Set.copyOf(topics);
    this.offsets = offsets;
    this.ends = new ReplyEnds(offsets, clock);
  }

  /**
   * Watches the input topics until closed.
   *
   * @param admin is closed with the result
   * @param topics every topic that a timer has to wait for
   * @param groupId of the consumers that read the topics
   * @param clock the one that timers are due by
   */
  public static WatchedReplies watch(Admin admin, Set<String> topics, String groupId, Clock clock) {
    return watch(admin, topics, new BrokerOffsets(admin, groupId), clock);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // ends with the timer
  static WatchedReplies watch(Admin admin, Set<String> topics, ReplyOffsets offsets, Clock clock) {
    WatchedReplies watching = new WatchedReplies(admin, topics, offsets, clock);
    watching.timer.scheduleWithFixedDelay(
        watching::ask, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    return watching;
  }

  private void ask() {
    try {
      ends.ask();
    } catch (RuntimeException e) {
      // Never asking again would stop every timer.
      LOG.error("The ends of {} could not be asked for", topics, e);
    }
  }

  private PartitionHorizon of(TopicPartition partition) {
    return partitions
        .get()
        .computeIfAbsent(partition, which -> new PartitionHorizon(which, ends, offsets));
  }

  private Stream<PartitionHorizon> ofAll(int partition) {
    return topics.stream().map(topic -> of(new TopicPartition(topic, partition)));
  }

  @Override
  public boolean hasReadPast(int partition, long dueAtMs) {
    // Each of them takes note of what it learned, also after one that says no.
    return ofAll(partition).filter(horizon -> !horizon.hasReadPast(dueAtMs)).count() == 0;
  }

  @Override
  public void expect(int partition, long dueAtMs) {
    ofAll(partition).forEach(horizon -> horizon.expect(dueAtMs));
  }

  @Override
  public void polled(ConsumerRecords<byte[], byte[]> records) {
    records
        .nextOffsets()
        .forEach(
            (from, next) -> {
              if (topics.contains(from.topic())) {
                of(from).polled(records.records(from), next.offset());
              }
            });
  }

  @Override
  public void processed(Position position) {
    if (topics.contains(position.topic())) {
      of(new TopicPartition(position.topic(), position.partition())).processed(position.offset());
    }
  }

  @Override
  public void closed(int partition) {
    partitions.get().keySet().removeIf(known -> known.partition() == partition);
  }

  @Override
  public void close() {
    timer.shutdownNow();
    admin.close(CLOSE_TIMEOUT);
  }
}
