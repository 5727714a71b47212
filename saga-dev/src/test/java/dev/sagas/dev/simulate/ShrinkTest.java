package dev.sagas.dev.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShrinkTest {
  private static final SimulationConfig BROKEN =
      SimulationConfig.of(2 * World.SAGAS, 1).withDecider(BrokenRule.UNDOES_OLDEST_FIRST.engine());

  @Test
  void shouldTellAShortStoryWhenAnInvariantBreaks() {
    // when
    SimulationReport report = Simulator.run(BROKEN);

    // then
    assertThat(report.isClean()).isFalse();
    FoundViolation violation = report.violations().get(0);
    assertThat(violation.invariant()).isEqualTo(Invariant.UNDO_ORDER);
    List<String> trace = violation.trace();
    trace.forEach(System.out::println);
    assertThat(trace.get(0))
        .isEqualTo("seed 1, saga " + violation.saga() + ", alone: --only " + violation.saga());
    assertThat(trace.get(1)).startsWith("definition: ");
    assertThat(trace.get(trace.size() - 1)).startsWith("UNDO_ORDER: ");
    assertThat(stepsIn(trace)).as("two to undo, and what fails").isLessThanOrEqualTo(4);
    assertThat(trace).hasSizeLessThan(60);
  }

  @Test
  void shouldTellTheSameStoryWhenItIsShrunkAgain() {
    assertThat(Simulator.run(BROKEN).violations()).isEqualTo(Simulator.run(BROKEN).violations());
  }

  @Test
  void shouldFindTheViolationAgainWhenTheSagaIsRunAlone() {
    // given
    FoundViolation violation = Simulator.run(BROKEN).violations().get(0);

    // when
    SimulationReport alone = Simulator.run(BROKEN.withOnly(violation.saga()));

    // then
    assertThat(alone.violations()).containsExactly(violation);
  }

  private static long stepsIn(List<String> trace) {
    return trace.stream()
        .takeWhile(line -> !line.startsWith("faults"))
        .filter(line -> line.startsWith("  "))
        .flatMap(line -> List.of(line.split("; then ")).stream())
        .count();
  }
}
