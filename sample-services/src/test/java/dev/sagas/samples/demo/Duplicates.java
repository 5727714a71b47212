package dev.sagas.samples.demo;

import dev.sagas.protocol.SagaHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes some commands a second time, with the same bytes and headers, to the same partition.
 *
 * <ul>
 *   <li>Which ones, and how much later, follows from the seed and the command's name alone: a third
 *       at once, a third within a second, a third within {@value #LATE_MS} ms, when many sagas have
 *       long turned back or ended.
 *   <li>Not thread-safe.
 * </ul>
 */
final class Duplicates implements AutoCloseable {
  static final int PERCENT = 30;
  private static final int SOON_MS = 1_000;
  private static final int LATE_MS = 15_000;

  private record Held(long dueNanos, ProducerRecord<byte[], byte[]> command) {}

  private final long seed;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final Set<String> seen = new HashSet<>();
  private final PriorityQueue<Held> held =
      new PriorityQueue<>(Comparator.comparingLong(Held::dueNanos));
  private int written;
  private int read;

  Duplicates(Map<String, Object> clientSettings, long seed) {
    this.seed = seed;
    this.producer =
        new KafkaProducer<>(
            new HashMap<>(clientSettings), new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Takes note of a command, and may hold it to be written again. */
  void offer(ConsumerRecord<byte[], byte[]> command) {
    String name = CommandLog.nameOf(command);
    if (!seen.add(name)) {
      read++;
      return;
    }
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + name.hashCode());
    if (random.nextInt(100) < PERCENT) {
      int delayMs =
          switch (random.nextInt(3)) {
            case 0 -> 0;
            case 1 -> random.nextInt(SOON_MS);
            default -> random.nextInt(LATE_MS);
          };
      held.add(new Held(System.nanoTime() + delayMs * 1_000_000L, copyOf(command)));
    }
  }

  /** Writes a command again with the next {@link #writeAll}; it has another minute. */
  void writeAgainWithTime(ConsumerRecord<byte[], byte[]> command) {
    ProducerRecord<byte[], byte[]> again = copyOf(command);
    String deadline = Long.toString(Instant.now().plusSeconds(60).toEpochMilli());
    again
        .headers()
        .remove(SagaHeaders.DEADLINE)
        .add(SagaHeaders.DEADLINE, deadline.getBytes(StandardCharsets.UTF_8));
    held.add(new Held(System.nanoTime(), again));
  }

  private static ProducerRecord<byte[], byte[]> copyOf(ConsumerRecord<byte[], byte[]> command) {
    return new ProducerRecord<>(
        command.topic(),
        command.partition(),
        null,
        command.key(),
        command.value(),
        command.headers());
  }

  /** Writes those whose time has come. */
  void writeDue() {
    while (!held.isEmpty() && held.peek().dueNanos() - System.nanoTime() <= 0) {
      write(held.remove());
    }
  }

  /** Writes all others too, and returns when they are stored. */
  void writeAll() {
    while (!held.isEmpty()) {
      write(held.remove());
    }
    producer.flush();
    checkWritten();
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback sees what failed
  private void write(Held next) {
    checkWritten();
    written++;
    producer.send(
        next.command(),
        (metadata, problem) -> {
          if (problem != null) {
            failure.set(problem);
          }
        });
  }

  private void checkWritten() {
    if (failure.get() != null) {
      throw new IllegalStateException("Expected to write a command again", failure.get());
    }
  }

  /** How many commands there are, without the second ones. */
  int commands() {
    return seen.size();
  }

  int written() {
    return written;
  }

  /** True if every second command has been seen in its topic. */
  boolean areAllRead() {
    return held.isEmpty() && read == written;
  }

  @Override
  public void close() {
    producer.close();
  }
}
