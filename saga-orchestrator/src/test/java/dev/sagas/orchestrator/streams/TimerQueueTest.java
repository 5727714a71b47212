package dev.sagas.orchestrator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.protocol.SagaId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * R6: a scan continues where the last one ended, and never misses a timer that was put before it.
 */
class TimerQueueTest {
  @TempDir Path stateDir;
  private KeyValueStore<Bytes, byte[]> store;
  private TimerQueue timers;

  @BeforeEach
  void open() {
    Properties properties = EngineStores.in(stateDir);
    MockProcessorContext<Void, Void> context =
        new MockProcessorContext<>(properties, new TaskId(0, 0), stateDir.toFile());
    store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore("timers"), Serdes.Bytes(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
    timers = new TimerQueue(store);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void shouldKeepTheSagasEntryWhenThatOfItsParkedInputsIsTakenAway() {
    // given: both are due in the same millisecond
    SagaId id = new SagaId("s-1");
    timers.put(10, id, TimerQueue.Owner.PARKED_INPUTS);
    timers.put(10, id);

    // when
    timers.remove(10, id, TimerQueue.Owner.PARKED_INPUTS);

    // then
    assertThat(due(10, 10)).containsExactly(due(10, "s-1"));
    timers.put(10, id, TimerQueue.Owner.PARKED_INPUTS);
    timers.forget(id);
    assertThat(due(10, 10))
        .containsExactly(new TimerQueue.Due(10, id, TimerQueue.Owner.PARKED_INPUTS));
  }

  @Test
  void shouldRingInOrderWhenSeveralAreDue() {
    timers.put(30, new SagaId("b"));
    timers.put(10, new SagaId("c"));
    timers.put(30, new SagaId("a"));
    timers.put(31, new SagaId("z"));

    assertThat(due(9, 10)).isEmpty();
    assertThat(due(30, 10)).containsExactly(due(10, "c"), due(30, "a"), due(30, "b"));
  }

  @Test
  void shouldGoOnWithTheRestWhenTheLimitWasReached() {
    for (int i = 0; i < 5; i++) {
      timers.put(10, new SagaId("s" + i));
    }

    assertThat(fire(10, 2)).containsExactly(due(10, "s0"), due(10, "s1"));
    assertThat(fire(10, 2)).containsExactly(due(10, "s2"), due(10, "s3"));
    assertThat(fire(10, 2)).containsExactly(due(10, "s4"));
    assertThat(fire(10, 2)).isEmpty();
  }

  @Test
  void shouldRingWhenATimerIsPutBeforeTheLastScan() {
    timers.put(100, new SagaId("late"));
    assertThat(fire(200, 10)).hasSize(1);

    timers.put(50, new SagaId("early"));

    assertThat(fire(200, 10)).containsExactly(due(50, "early"));
  }

  @Test
  void shouldRingLaterWhatMayNotRingYet() {
    timers.put(10, new SagaId("a"));
    timers.put(20, new SagaId("b"));
    timers.put(30, new SagaId("c"));

    assertThat(timers.due(40, 10, dueAtMs -> dueAtMs < 20)).containsExactly(due(10, "a"));
    timers.remove(10, new SagaId("a"));
    assertThat(timers.due(40, 10, dueAtMs -> false)).isEmpty();
    timers.put(15, new SagaId("d"));
    assertThat(fire(40, 10)).containsExactly(due(15, "d"), due(20, "b"), due(30, "c"));
  }

  @Test
  void shouldFindWhatIsStoredWhenTheQueueIsNew() {
    timers.put(100, new SagaId("a"));

    assertThat(new TimerQueue(store).due(100, 10, any -> true)).containsExactly(due(100, "a"));
  }

  @Test
  void shouldRingExactlyWhatTheModelSaysWhenEverythingIsRandom() {
    long seed = Long.getLong("saga.seed", System.nanoTime());
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    TreeSet<String> model = new TreeSet<>();
    Map<String, Long> dueOf = new HashMap<>();
    long now = 0;
    for (int i = 0; i < 20_000; i++) {
      String id = "s" + random.nextInt(50);
      switch (random.nextInt(4)) {
        case 0, 1 -> {
          Long before = dueOf.remove(id);
          if (before != null) {
            timers.remove(before, new SagaId(id));
            model.remove(name(before, id));
          }
          long dueAtMs = Math.max(0, now - 50 + random.nextInt(200));
          timers.put(dueAtMs, new SagaId(id));
          model.add(name(dueAtMs, id));
          dueOf.put(id, dueAtMs);
        }
        case 2 -> now += random.nextInt(30);
        default -> {
          int limit = 1 + random.nextInt(5);
          long until = Math.max(0, now - random.nextInt(100));
          List<String> expected = new ArrayList<>();
          for (String next : model.headSet(name(until + 1, ""))) {
            if (expected.size() < limit) {
              expected.add(next);
            }
          }
          List<TimerQueue.Due> fired = timers.due(now, limit, dueAtMs -> dueAtMs <= until);
          fired.forEach(due -> timers.remove(due.dueAtMs(), due.sagaId()));
          assertThat(fired.stream().map(due -> name(due.dueAtMs(), due.sagaId().value())))
              .as("seed %d, step %d, now %d", seed, i, now)
              .containsExactlyElementsOf(expected);
          expected.forEach(model::remove);
          fired.forEach(due -> dueOf.remove(due.sagaId().value()));
        }
      }
    }
    assertThat(now).isPositive();
  }

  private static String name(long dueAtMs, String id) {
    return String.format("%012d/%s", dueAtMs, id);
  }

  private List<TimerQueue.Due> fire(long now, int limit) {
    List<TimerQueue.Due> fired = due(now, limit);
    fired.forEach(due -> timers.remove(due.dueAtMs(), due.sagaId()));
    return fired;
  }

  private List<TimerQueue.Due> due(long now, int limit) {
    return timers.due(now, limit, any -> true);
  }

  private static TimerQueue.Due due(long dueAtMs, String id) {
    return new TimerQueue.Due(dueAtMs, new SagaId(id), TimerQueue.Owner.SAGA);
  }
}
