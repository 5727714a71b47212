package dev.sagas.chaos.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FalseClockTest {
  /** Any process needs less. */
  private static final long START_S = 60;

  @TempDir private Path directory;

  @Test
  void shouldStepTheClockOfItsProcessAndCorrectIt() throws Exception {
    assumeTrue(FalseClock.obstacle().isEmpty(), "libfaketime is not installed");

    // given
    FalseClock clock = FalseClock.of(directory, "orchestrator-1");
    assertThat(secondsAhead(clock)).isBetween(-START_S, START_S);

    // when
    clock.stepBy(3_600_000);
    long ahead = secondsAhead(clock);
    clock.stepBy(-3_600_000);
    long behind = secondsAhead(clock);
    clock.correct();

    // then
    assertThat(ahead).isBetween(3_600 - START_S, 3_600 + START_S);
    assertThat(behind).isBetween(-3_600 - START_S, -3_600 + START_S);
    assertThat(secondsAhead(clock)).isBetween(-START_S, START_S);
  }

  @Test
  void shouldSayWhatIsMissing() {
    // when
    Optional<String> obstacle = FalseClock.obstacle();

    // then
    obstacle.ifPresent(why -> assertThat(why).contains("apt-get install libfaketime"));
  }

  private static long secondsAhead(FalseClock clock) throws Exception {
    ProcessBuilder date = new ProcessBuilder(List.of("date", "+%s"));
    date.environment().putAll(clock.environment());
    String said =
        new String(date.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return Long.parseLong(said) - System.currentTimeMillis() / 1_000;
  }
}
