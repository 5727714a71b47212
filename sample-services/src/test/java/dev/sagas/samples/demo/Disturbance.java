package dev.sagas.samples.demo;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes {@value Duplicates#PERCENT} % of the commands a second time and kills participants, by a
 * seed.
 *
 * <ul>
 *   <li>A record in a command topic <em>meets</em> a kill if it stands in the topic when its
 *       participant is killed, and is not committed as handled: it may be waiting, in a handler's
 *       hands, or done and about to be answered or committed. So it is delivered again.
 *   <li>After each {@value #DRAW_EVERY} records one participant is drawn. As long as fewer than
 *       {@value #PERCENT_TO_MEET} % of all records have met a kill, it is killed as soon as at
 *       least {@value #LEAST_TO_MEET} records would meet that, and it has finished everything that
 *       met its last kill: so no record is counted twice.
 *   <li>A killed participant is started again at once; meanwhile the others continue.
 * </ul>
 */
final class Disturbance implements AutoCloseable {
  static final int DRAW_EVERY = 50;
  static final int PERCENT_TO_MEET = 8;
  static final int LEAST_TO_MEET = 10;
  private static final Duration SETTLE_LIMIT = Duration.ofMinutes(3);

  /**
   * What was done.
   *
   * @param commands different ones
   * @param duplicates of them that were written again
   * @param met records that met a kill
   * @param kills by participant
   */
  record Summary(int commands, int duplicates, int met, Map<String, Integer> kills) {
    int killed() {
      return kills.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  private final List<ServiceJvm> services;
  private final CommandLog log;
  private final Duplicates duplicates;
  private final SplittableRandom random;
  private final Map<String, Integer> kills = new TreeMap<>();
  private final Map<String, Map<TopicPartition, Long>> atLastKill = new HashMap<>();
  private final CompletableFuture<Summary> summary = new CompletableFuture<>();
  private final Thread thread = new Thread(this::run, "disturbance");
  private volatile boolean finishing;
  private int records;
  private int drawnAt;
  private int met;

  /** Begins. */
  Disturbance(Map<String, Object> clientSettings, Collection<ServiceJvm> services, long seed) {
    this.services = List.copyOf(services);
    this.log =
        new CommandLog(clientSettings, this.services.stream().map(ServiceJvm::name).toList());
    this.duplicates = new Duplicates(clientSettings, seed);
    this.random = new SplittableRandom(seed);
    thread.start();
  }

  private void run() {
    try (log;
        duplicates) {
      ServiceJvm drawn = services.get(random.nextInt(services.size()));
      while (!finishing) {
        step();
        if (records - drawnAt >= DRAW_EVERY) {
          drawnAt = records;
          drawn = services.get(random.nextInt(services.size()));
        }
        maybeKill(drawn);
      }
      duplicates.writeAll();
      awaitHandled();
      summary.complete(
          new Summary(duplicates.commands(), duplicates.written(), met, Map.copyOf(kills)));
    } catch (RuntimeException | Error e) {
      summary.completeExceptionally(e);
    }
  }

  private void step() {
    for (ConsumerRecord<byte[], byte[]> command : log.poll()) {
      records++;
      duplicates.offer(command);
    }
    duplicates.writeDue();
  }

  private void maybeKill(ServiceJvm victim) {
    if (met * 100L >= (long) records * PERCENT_TO_MEET || !victim.isReady()) {
      return;
    }
    String name = victim.name();
    if (log.unfinished(name) < LEAST_TO_MEET
        || log.unfinished(name, atLastKill.getOrDefault(name, Map.of())) > 0) {
      return;
    }
    victim.kill();
    met += log.unfinished(name);
    atLastKill.put(name, log.lastRead(name));
    kills.merge(name, 1, Integer::sum);
    victim.startAgain();
  }

  /** Every command, the second ones too, is handled: nobody will change the databases any more. */
  private void awaitHandled() {
    long endNanos = System.nanoTime() + SETTLE_LIMIT.toNanos();
    while (!isAllHandled()) {
      if (System.nanoTime() - endNanos > 0) {
        throw new IllegalStateException(
            "Expected all commands to be handled within " + SETTLE_LIMIT);
      }
      step();
    }
  }

  private boolean isAllHandled() {
    return duplicates.areAllRead()
        && log.isAtEnd()
        && services.stream().allMatch(service -> log.unfinished(service.name()) == 0);
  }

  /** Throws what made it give up, if it did. */
  void check() {
    if (summary.isCompletedExceptionally()) {
      summary.join();
    }
  }

  /** Stops to kill, writes what is to be written, and returns when everything is handled. */
  Summary finish() {
    finishing = true;
    return summary.join();
  }

  @Override
  public void close() {
    finishing = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
