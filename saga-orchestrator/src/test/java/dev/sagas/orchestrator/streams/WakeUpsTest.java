package dev.sagas.orchestrator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A partition is woken around its timers and at no other time: each time costs a commit. */
class WakeUpsTest {
  private static final long START_MS = EngineDriver.START.toEpochMilli();
  private static final Duration TICK = Duration.ofMillis(5);

  @TempDir private Path stateDir;
  private final VirtualClock clock = new VirtualClock(EngineDriver.START);
  private final TreeSet<Long> timers = new TreeSet<>();
  private final List<Long> looks = new ArrayList<>();
  private final List<Long> latenessMs = new ArrayList<>();
  private TopologyTestDriver driver;

  /** Rings what is due, as the engine's processor does. */
  private final class Ringing implements Processor<byte[], byte[], byte[], byte[]> {
    private final boolean jumps;
    private WakeUps wakeUps;

    Ringing(boolean jumps) {
      this.jumps = jumps;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
      wakeUps = new WakeUps(context, clock, jumps, this::look);
      wakeUps.at(0);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
      wakeUps.at(next());
    }

    private void look() {
      long nowMs = clock.millis();
      looks.add(nowMs - START_MS);
      while (!timers.isEmpty() && timers.first() <= nowMs) {
        latenessMs.add(nowMs - timers.pollFirst());
      }
      wakeUps.at(next());
    }

    private long next() {
      return timers.isEmpty() ? Long.MAX_VALUE : timers.first();
    }

    @Override
    public void close() {
      wakeUps.cancel();
    }
  }

  private void run(boolean jumps) {
    Topology topology = new Topology();
    topology.addSource("in", new ByteArrayDeserializer(), new ByteArrayDeserializer(), "in");
    topology.addProcessor("ringing", () -> new Ringing(jumps), "in");
    driver = new TopologyTestDriver(topology, EngineStores.in(stateDir), EngineDriver.START);
  }

  private void put(long afterMs) {
    timers.add(clock.millis() + afterMs);
    driver
        .createInputTopic("in", new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(new byte[0]);
  }

  private void pass(Duration time) {
    for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(TICK)) {
      clock.advance(TICK);
      driver.advanceWallClockTime(TICK);
    }
  }

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void shouldNotWakeWhenThereIsNoTimer() {
    run(false);
    pass(Duration.ofMinutes(1));

    assertThat(looks).as("the one after the start").containsExactly(25L);
  }

  @Test
  void shouldWakeAroundTheTimerAloneWhenThereIsOne() {
    run(false);
    put(Duration.ofSeconds(30).toMillis());
    pass(Duration.ofMinutes(1));

    assertThat(looks).containsExactly(25L, 29_950L, 30_000L);
    assertThat(latenessMs).containsExactly(0L);
  }

  @Test
  void shouldWakeForTheEarlierOneWhenItIsPutLater() {
    run(false);
    put(Duration.ofSeconds(30).toMillis());
    pass(Duration.ofSeconds(1));
    put(100);
    pass(Duration.ofMinutes(1));

    assertThat(looks).containsExactly(25L, 1_050L, 1_100L, 29_950L, 30_000L);
    assertThat(latenessMs).containsExactly(0L, 0L);
  }

  @Test
  void shouldLookOnceWhenManyWakeUpsPassedMeanwhile() {
    run(false);
    pass(Duration.ofMillis(25));
    put(10_000);
    put(5_000);
    put(1_000);
    looks.clear();

    clock.advance(Duration.ofMinutes(1));
    driver.advanceWallClockTime(Duration.ofMinutes(1));

    assertThat(looks).containsExactly(60_025L);
    assertThat(latenessMs).hasSize(3);
  }

  @Test
  void shouldLookAllTheTimeWhenTheClockMayJump() {
    run(true);
    pass(Duration.ofSeconds(1));

    assertThat(looks).hasSize(40);
  }

  @Test
  void shouldRingInTimeAndSeldomLookWhenTimersAreRandom() {
    // given
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    run(false);

    // when
    int timersPut = 200;
    for (int i = 0; i < timersPut; i++) {
      put(1 + random.nextInt(random.nextBoolean() ? 100 : 60_000));
      pass(Duration.ofMillis(5L * random.nextInt(40)));
    }
    pass(Duration.ofMinutes(2));

    // then
    assertThat(timers).as("seed %d", seed).isEmpty();
    assertThat(latenessMs.stream().mapToLong(late -> late).max().orElseThrow())
        .as("seed %d", seed)
        .isLessThanOrEqualTo(25 + TICK.toMillis());
    assertThat(looks.size()).as("seed %d", seed).isLessThan(5 * timersPut);
    assertThat(looks.stream().filter(at -> at > 60_000 + 200 * 200).collect(Collectors.toList()))
        .as("nothing is due any more, seed %d", seed)
        .isEmpty();
  }
}
