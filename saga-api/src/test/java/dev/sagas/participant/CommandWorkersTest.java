package dev.sagas.participant;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which commands are handled at the same time, and in which order. */
@Timeout(30)
class CommandWorkersTest {
  private final PartitionWindow window = new PartitionWindow();
  private final List<String> handled = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch gate = new CountDownLatch(1);
  private CommandWorkers workers = new CommandWorkers("test", 1, task -> {});
  private long nextOffset;

  @AfterEach
  void stop() {
    gate.countDown();
    workers.interrupt();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8, 31})
  void shouldHandleAsManySagasAtOnceAsThereAreThreadsWhateverTheirIds(int threads) {
    // given: each thread waits until all of them have a command
    CyclicBarrier all = new CyclicBarrier(threads);
    start(threads, task -> await(all));

    // when
    for (int saga = 0; saga < 4 * threads; saga++) {
      offer("saga-" + saga);
    }

    // then
    Awaitility.await().until(() -> handled.size() == 4 * threads);
  }

  @Test
  void shouldNeverHandleTwoCommandsOfOneSagaAtOnceAndKeepTheirOrder() {
    // given
    Set<String> running = ConcurrentHashMap.newKeySet();
    AtomicInteger overlaps = new AtomicInteger();
    Map<String, List<Long>> order = new ConcurrentHashMap<>();
    start(
        8,
        task -> {
          String saga = saga(task);
          if (!running.add(saga)) {
            overlaps.incrementAndGet();
          }
          order
              .computeIfAbsent(saga, none -> Collections.synchronizedList(new ArrayList<>()))
              .add(task.record().offset());
          running.remove(saga);
        });

    // when
    for (int command = 0; command < 500; command++) {
      offer("saga-" + command % 7);
    }
    Awaitility.await().until(() -> handled.size() == 500);

    // then
    assertThat(overlaps).hasValue(0);
    assertThat(order).hasSize(7);
    assertThat(order.values()).allSatisfy(offsets -> assertThat(offsets).isSorted());
  }

  @Test
  void shouldHoldUpOnlyItsOwnSagaWhenACommandIsSlow() {
    // given
    start(
        2,
        task -> {
          if (task.record().offset() == 0) {
            await(gate);
          }
        });

    // when
    offer("slow");
    offer("slow");
    for (int saga = 0; saga < 50; saga++) {
      offer("quick-" + saga);
    }
    Awaitility.await().until(() -> handled.size() == 50);
    List<String> meanwhile = List.copyOf(handled);
    gate.countDown();
    Awaitility.await().until(() -> handled.size() == 52);

    // then
    assertThat(meanwhile).doesNotContain("slow");
    assertThat(handled.subList(50, 52)).containsExactly("slow", "slow");
  }

  @Test
  void shouldTakeNoMoreWhenSixtyFourCommandsWaitForEachThread() {
    // given
    CyclicBarrier both = new CyclicBarrier(3);
    start(
        2,
        task -> {
          await(both);
          await(gate);
        });
    offer("running-1");
    offer("running-2");
    await(both);

    // when
    long taken =
        Stream.generate(() -> "saga-" + nextOffset).limit(200).filter(this::isOffered).count();

    // then
    assertThat(taken).isEqualTo(2 * 64);
  }

  @Test
  void shouldContinueWithTheSagaWhenItsCommandBreaks() {
    // given
    start(
        1,
        task -> {
          if (task.record().offset() == 0) {
            throw new AssertionError("a bug of ours, for the test");
          }
        });

    // when
    offer("saga");
    offer("saga");

    // then
    Awaitility.await().until(() -> handled.size() == 1);
    assertThat(window.advance()).isEmpty();
  }

  @Test
  void shouldBeginNothingMoreWhenItIsStopped() throws Exception {
    // given
    CountDownLatch begun = new CountDownLatch(1);
    start(
        1,
        task -> {
          begun.countDown();
          await(gate);
        });
    offer("first");
    offer("second");
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

    // when
    workers.stop();
    gate.countDown();
    Awaitility.await().until(() -> !window.hasBegunTasks());

    // then
    assertThat(handled).containsExactly("first");
  }

  private void start(int threads, Consumer<CommandTask> work) {
    workers =
        new CommandWorkers(
            "test",
            threads,
            task -> {
              work.accept(task);
              handled.add(saga(task));
              task.done();
            });
    workers.start();
  }

  private void offer(String saga) {
    assertThat(isOffered(saga)).isTrue();
  }

  private boolean isOffered(String saga) {
    return workers.offer(task(saga));
  }

  private CommandTask task(String saga) {
    return window.add(
        new ConsumerRecord<>(
            "inventory.commands",
            0,
            nextOffset++,
            saga.getBytes(StandardCharsets.UTF_8),
            new byte[0]));
  }

  private static String saga(CommandTask task) {
    return new String(task.record().key(), StandardCharsets.UTF_8);
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("Expected others to arrive", e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError("Expected the latch to open", e);
    }
  }
}
