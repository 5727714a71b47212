package dev.sagas.orchestrator.streams;

import dev.sagas.orchestrator.wire.Position;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the real replies have been read: to their end, as the brokers tell it after a timer is
 * due; see {@link PartitionHorizon} for how that is known.
 *
 * <ul>
 *   <li>While no timer is due nothing is asked; else the brokers are asked every 10 ms at most,
 *       about all partitions at once.
 *   <li>While the brokers do not answer, timers wait.
 *   <li>Replies in a transaction that is still open are not seen, and do not hold timers up.
 * </ul>
 */
public final class WatchedReplies implements ReplyHorizon, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedReplies.class);
  private static final Duration INTERVAL = Duration.ofMillis(10);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final Admin admin;
  private final String topic;
  private final ReplyOffsets offsets;
  private final ReplyEnds ends;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "watched-replies");
            thread.setDaemon(true);
            return thread;
          });

  /** Kept per thread: what a thread polls it processes itself, and no other speaks for it. */
  private final ThreadLocal<Map<Integer, PartitionHorizon>> partitions =
      ThreadLocal.withInitial(HashMap::new);

  private WatchedReplies(Admin admin, String topic, ReplyOffsets offsets, Clock clock) {
    this.admin = admin;
    this.topic = topic;
    this.offsets = offsets;
    this.ends = new ReplyEnds(offsets, clock);
  }

  /**
   * Watches the replies until closed.
   *
   * @param admin is closed with the result
   * @param groupId of the consumers that read the topic
   * @param clock the one that timers are due by
   */
  public static WatchedReplies watch(Admin admin, String topic, String groupId, Clock clock) {
    return watch(admin, topic, new BrokerOffsets(admin, topic, groupId), clock);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // ends with the timer
  static WatchedReplies watch(Admin admin, String topic, ReplyOffsets offsets, Clock clock) {
    WatchedReplies watching = new WatchedReplies(admin, topic, offsets, clock);
    watching.timer.scheduleWithFixedDelay(
        watching::ask, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    return watching;
  }

  private void ask() {
    try {
      ends.ask();
    } catch (RuntimeException e) {
      // Never asking again would stop every timer.
      LOG.error("The ends of {} could not be asked for", topic, e);
    }
  }

  private PartitionHorizon of(int partition) {
    return partitions
        .get()
        .computeIfAbsent(partition, number -> new PartitionHorizon(number, ends, offsets));
  }

  @Override
  public boolean hasReadPast(int partition, long dueAtMs) {
    return of(partition).hasReadPast(dueAtMs);
  }

  @Override
  public void expect(int partition, long dueAtMs) {
    of(partition).expect(dueAtMs);
  }

  @Override
  public void polled(ConsumerRecords<byte[], byte[]> records) {
    records
        .nextOffsets()
        .forEach(
            (from, next) -> {
              if (from.topic().equals(topic)) {
                of(from.partition()).polled(records.records(from), next.offset());
              }
            });
  }

  @Override
  public void processed(Position position) {
    if (position.topic().equals(topic)) {
      of(position.partition()).processed(position.offset());
    }
  }

  @Override
  public void closed(int partition) {
    partitions.get().remove(partition);
  }

  @Override
  public void close() {
    timer.shutdownNow();
    admin.close(CLOSE_TIMEOUT);
  }
}
