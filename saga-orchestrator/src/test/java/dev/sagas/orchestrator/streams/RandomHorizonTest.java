package dev.sagas.orchestrator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/**
 * R6a on a random partition: replies, markers and expiry come as they like, answers of the brokers
 * late or never, restarts at any time.
 */
class RandomHorizonTest {
  private static final int PARTITIONS = 500;
  private static final int STEPS = 400;
  private static final TopicPartition PARTITION = new TopicPartition("saga.replies", 0);

  @Test
  void shouldNeverPassAReplyAndNeverStandStillWhenEverythingIsRandom() {
    long seed = Long.getLong("saga.seed", System.nanoTime());
    System.out.println("seed " + seed);
    for (int i = 0; i < PARTITIONS; i++) {
      new RandomPartition(seed + i).run();
    }
  }

  /** A partition, its reader, and what the horizon says of them. */
  private static final class RandomPartition implements ReplyOffsets {
    private final long seed;
    private final Random random;
    private final VirtualClock clock = new VirtualClock(Instant.EPOCH);

    /** For each offset: a reply, or a gap that a marker or an aborted record left. */
    private final List<Boolean> log = new ArrayList<>();

    private final List<Long> appendedAtMs = new ArrayList<>();
    private final Deque<Long> inHand = new ArrayDeque<>();
    private final Queue<Runnable> questions = new ArrayDeque<>();
    private final ReplyEnds ends = new ReplyEnds(this, clock);
    private PartitionHorizon horizon;
    private long first;
    private long position;
    private long processedTo;
    private long committed;
    private int passed;

    RandomPartition(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      this.horizon = new PartitionHorizon(PARTITION, ends, this);
    }

    @Override
    public Map<TopicPartition, CompletableFuture<Long>> ends(Set<TopicPartition> partitions) {
      return Map.of(PARTITION, ask(log::size));
    }

    @Override
    public CompletableFuture<Long> settled(TopicPartition partition) {
      return ask(() -> Math.max(first, committed));
    }

    /** The brokers look some time after they were asked, and are heard some time after that. */
    private CompletableFuture<Long> ask(LongSupplier look) {
      CompletableFuture<Long> answer = new CompletableFuture<>();
      questions.add(
          () -> {
            long seen = look.getAsLong();
            questions.add(() -> answer.complete(seen));
          });
      return answer;
    }

    void run() {
      for (int i = 0; i < STEPS; i++) {
        clock.advance(Duration.ofMillis(1));
        step(random.nextInt(100));
      }
      settleDown();
      assertThat(passed).as("seed %d", seed).isPositive();
    }

    private void step(int dice) {
      if (dice < 20) {
        append(1 + random.nextInt(5));
      } else if (dice < 40) {
        poll(1 + random.nextInt(8));
      } else if (dice < 60) {
        process();
      } else if (dice < 80) {
        look(clock.millis() - random.nextInt(50));
      } else if (dice < 95) {
        answer();
      } else if (dice < 97) {
        committed = processedTo;
      } else if (dice < 98) {
        first = Math.max(first, committed);
      } else {
        restart();
      }
    }

    private void append(int count) {
      for (int i = 0; i < count; i++) {
        log.add(random.nextInt(3) > 0);
        appendedAtMs.add(clock.millis());
      }
    }

    private void poll(int count) {
      long from = Math.max(position, first);
      long to = Math.min(log.size(), from + count);
      if (to > position) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (long offset = from; offset < to; offset++) {
          if (log.get((int) offset)) {
            records.add(new ConsumerRecord<>("saga.replies", 0, offset, new byte[0], new byte[0]));
            inHand.add(offset);
          }
        }
        position = to;
        horizon.polled(records, to);
        if (inHand.isEmpty()) {
          processedTo = position;
        }
      }
    }

    private void process() {
      if (!inHand.isEmpty()) {
        long offset = inHand.remove();
        horizon.processed(offset);
        processedTo = inHand.isEmpty() ? position : offset + 1;
      }
    }

    private void look(long dueAtMs) {
      boolean past = horizon.hasReadPast(dueAtMs);
      horizon.expect(past ? clock.millis() + random.nextInt(20) : dueAtMs);
      if (past) {
        passed++;
        for (long offset = processedTo; offset < log.size(); offset++) {
          if (log.get((int) offset)) {
            assertThat(appendedAtMs.get((int) offset))
                .as("seed %d: reply %d waits", seed, offset)
                .isGreaterThan(dueAtMs);
          }
        }
      }
    }

    private void answer() {
      ends.ask();
      Runnable next = questions.poll();
      if (next != null) {
        next.run();
      }
    }

    private void restart() {
      if (random.nextBoolean()) {
        committed = processedTo;
      }
      horizon = new PartitionHorizon(PARTITION, ends, this);
      replay();
    }

    /** The next owner reads again from what was committed. */
    private void replay() {
      inHand.clear();
      position = Math.max(committed, first);
      processedTo = position;
    }

    /** Nothing more comes: every timer must fire within a few looks. */
    private void settleDown() {
      long dueAtMs = clock.millis();
      while (position < log.size() || !inHand.isEmpty()) {
        poll(10);
        process();
      }
      for (int looks = 0; looks < 5; looks++) {
        look(dueAtMs);
        ends.ask();
        while (!questions.isEmpty()) {
          questions.remove().run();
        }
      }
      assertThat(horizon.hasReadPast(dueAtMs)).as("seed %d", seed).isTrue();
    }
  }
}
