package dev.sagas.orchestrator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.wire.Position;
import dev.sagas.serde.CorruptRecordException;
import dev.sagas.serde.RegistryUnavailableException;
import dev.sagas.serde.UnknownSchemaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** The last resort gives up exactly the input whose transaction fails each time. */
class RepeatedFailuresTest {
  private static final int MAX = 5;
  private final StreamsException tooLarge =
      new StreamsException(new RecordTooLargeException("for the test"));

  /** A stream thread on some partitions: transactions, commits, and what is given up. */
  private static final class World {
    private final RepeatedFailures failures = new RepeatedFailures(MAX);
    private final Map<String, Long> committed = new TreeMap<>();
    private final Map<String, Long> ends = new TreeMap<>();
    private final List<Position> givenUp = new ArrayList<>();
    private final Set<Position> poison;
    private final RuntimeException failure;
    private final int polled;

    World(int polled, RuntimeException failure, Position... poison) {
      this.polled = polled;
      this.failure = failure;
      this.poison = Set.of(poison);
    }

    World with(String topic, long records) {
      committed.put(topic, 0L);
      ends.put(topic, records);
      return this;
    }

    /** Runs until all is committed; returns how many threads failed. */
    int run(int maxThreads) {
      int threads = 0;
      while (!committed.equals(ends) && threads < maxThreads) {
        if (!runThread()) {
          failures.failed(failure);
          threads++;
        }
      }
      return threads;
    }

    private boolean runThread() {
      while (!committed.equals(ends)) {
        if (!transaction()) {
          return false;
        }
      }
      return true;
    }

    /** One round after the other: a record of each partition, until one asks for a commit. */
    private boolean transaction() {
      Map<String, Long> at = new TreeMap<>(committed);
      List<Position> passedOver = new ArrayList<>();
      boolean fails = false;
      boolean commits = false;
      for (int round = 0; round < polled && !commits; round++) {
        for (String topic : List.copyOf(at.keySet())) {
          long offset = at.get(topic);
          if (offset < ends.get(topic)) {
            Position position = new Position(topic, 0, offset);
            RepeatedFailures.Verdict verdict = failures.next(position);
            commits |= verdict != RepeatedFailures.Verdict.TRUSTED;
            if (verdict == RepeatedFailures.Verdict.GIVEN_UP) {
              passedOver.add(position);
            } else {
              fails |= poison.contains(position);
            }
            at.put(topic, offset + 1);
          }
        }
      }
      if (!fails) {
        committed.putAll(at);
        givenUp.addAll(passedOver);
      }
      return !fails;
    }
  }

  @Test
  void shouldGiveUpTheOneInputWhenItIsTheOnlyOne() {
    World world = new World(100, tooLarge, new Position("a", 0, 0)).with("a", 1);

    assertThat(world.run(100)).isEqualTo(MAX);
    assertThat(world.givenUp).containsExactly(new Position("a", 0, 0));
  }

  @Test
  void shouldGiveUpNothingElseWhenItIsAmongThousands() {
    World world = new World(1_000, tooLarge, new Position("a", 0, 777)).with("a", 2_000);

    assertThat(world.run(100)).isLessThan(25);
    assertThat(world.givenUp).containsExactly(new Position("a", 0, 777));
  }

  @Test
  void shouldGiveUpOnlyTheOneToBlameWhenOthersAlwaysFailWithIt() {
    World world =
        new World(1, tooLarge, new Position("b", 0, 0)).with("a", 1).with("b", 1).with("c", 1);

    assertThat(world.run(100)).isLessThan(15);
    assertThat(world.givenUp).containsExactly(new Position("b", 0, 0));
  }

  @Test
  void shouldGiveUpAllWhenSeveralAreToBlameTogether() {
    Position[] poison = {new Position("a", 0, 0), new Position("b", 0, 0)};
    World world = new World(1, tooLarge, poison).with("a", 1).with("b", 1);

    assertThat(world.run(100)).isLessThan(15);
    assertThat(world.givenUp).containsExactlyInAnyOrder(poison);
  }

  @Test
  void shouldNeverGiveUpWhenItIsAnOutage() {
    StreamsException away = new StreamsException(new TimeoutException("for the test"));
    World world = new World(10, away, new Position("a", 0, 3)).with("a", 10);

    assertThat(world.run(50)).isEqualTo(50);
    assertThat(world.givenUp).isEmpty();
  }

  @Test
  void shouldHoldProcessingAgainstTheInputOnlyWhenKafkaIsNotToBlame() {
    assertThat(failuresUntilGivenUp(new IllegalStateException("a bug"))).isEqualTo(MAX);
    assertThat(failuresUntilGivenUp(new StackOverflowError())).isEqualTo(MAX);
    assertThat(failuresUntilGivenUp(new CorruptRecordException("garbage"))).isEqualTo(MAX);
    assertThat(failuresUntilGivenUp(new UnknownSchemaException("4711"))).isEqualTo(MAX);
    assertThat(failuresUntilGivenUp(new RegistryUnavailableException("away"))).isEqualTo(50);
    assertThat(failuresUntilGivenUp(new SerializationException("no registry"))).isEqualTo(50);
    assertThat(failuresUntilGivenUp(new OutOfMemoryError())).isEqualTo(50);
  }

  @Test
  void shouldNotBlameWhatIsProcessedWhenAnEarlierOutputIsRefused() {
    RepeatedFailures failures = new RepeatedFailures(1);
    Position earlier = new Position("a", 0, 7);
    Position later = new Position("b", 0, 7);
    failures.next(earlier);
    failures.next(later);
    failures.blame(later);
    failures.failed(tooLarge);

    assertThat(failures.next(earlier)).isEqualTo(RepeatedFailures.Verdict.GIVEN_UP);
    assertThat(failures.next(later)).isNotEqualTo(RepeatedFailures.Verdict.GIVEN_UP);
  }

  @Test
  void shouldForgetItsBlameWhenTheThreadSurvived() {
    RepeatedFailures failures = new RepeatedFailures(1);
    Position survived = new Position("a", 0, 7);
    failures.next(survived);
    failures.blame(survived);
    failures.next(survived);

    assertThat(failures.failed(new StreamsException(new IllegalStateException("not of an input"))))
        .isFalse();
    assertThat(failures.next(survived)).isEqualTo(RepeatedFailures.Verdict.TRUSTED);
  }

  private static int failuresUntilGivenUp(Throwable failure) {
    RepeatedFailures failures = new RepeatedFailures(MAX);
    Position position = new Position("a", 0, 7);
    for (int failed = 0; failed < 50; failed++) {
      if (failures.next(position) == RepeatedFailures.Verdict.GIVEN_UP) {
        return failed;
      }
      failures.blame(position);
      failures.failed(new StreamsException(failure));
    }
    return 50;
  }

  @RepeatedTest(20)
  void shouldFindEveryPoisonedInputWhenTheyAreAtRandom() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    Position[] poison = new Position[1 + random.nextInt(3)];
    for (int i = 0; i < poison.length; i++) {
      poison[i] = new Position("p" + i, 0, random.nextInt(300));
    }
    World world = new World(1 + random.nextInt(300), tooLarge, poison);
    for (int i = 0; i < 4; i++) {
      world.with("p" + i, 300);
    }

    world.run(1_000);

    assertThat(world.committed).as("seed %d", seed).isEqualTo(world.ends);
    assertThat(world.givenUp).as("seed %d", seed).contains(poison);
    assertThat(world.givenUp).as("seed %d", seed).hasSizeLessThanOrEqualTo(3 * poison.length);
  }
}
