package dev.sagas.dev.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.dev.simulate.World.Experiment;
import dev.sagas.engine.DecideFunction;
import dev.sagas.engine.core.IncidentCode;
import dev.sagas.protocol.SagaStatus;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Thousands of random sagas in a world where everything goes wrong.
 *
 * <p>Run one seed again with {@code -Dsaga.seed=…}, or with {@code saga simulate --seed …}.
 */
class SimulatorTest {
  private static final int SAGAS = 20_000;

  /** A few ways of the tables are so rare that not every seed takes them. */
  private static final int RARE_CELLS = 4;

  @Test
  void shouldHoldEveryInvariantWhenEverythingGoesWrong() {
    // given
    long seed = Long.getLong("saga.seed", System.nanoTime() & Integer.MAX_VALUE);
    System.out.println("seed " + seed);

    // when
    SimulationReport report = Simulator.run(SimulationConfig.of(SAGAS, seed));

    // then
    SimulationTable.lines(report).forEach(System.out::println);
    assertThat(report.violations()).as("with -Dsaga.seed=%d", seed).isEmpty();
    assertThat(report.counts().sagas()).isEqualTo(SAGAS);
    assertThat(report.endedAs().keySet())
        .containsExactlyInAnyOrder(
            SagaStatus.COMPLETED,
            SagaStatus.COMPENSATED,
            SagaStatus.ENDED_BY_OPERATOR,
            SagaStatus.REFUSED);
    // A function that hangs is the shell's affair, and simulated sagas do not last for weeks.
    Set<IncidentCode> notHere =
        EnumSet.of(IncidentCode.FUNCTION_TIMED_OUT, IncidentCode.FENCE_EXPIRED);
    assertThat(report.incidents().keySet())
        .containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.copyOf(notHere)));
    assertThat(report.faults().keySet()).containsExactlyInAnyOrder(SimulatedFaultKind.values());
    assertThat(report.tables().visitedCells())
        .as("missed %s", report.tables().missedWays())
        .isGreaterThanOrEqualTo(report.tables().possibleCells() - RARE_CELLS);
  }

  @Test
  void shouldDoTheSameWhenTheSeedIsTheSame() {
    // given
    SimulationConfig config = SimulationConfig.of(300, 7);

    // when
    SimulationReport first = Simulator.run(config);
    SimulationReport second = Simulator.run(config);

    // then
    assertThat(second.fingerprint()).isEqualTo(first.fingerprint());
    assertThat(second.faults()).isEqualTo(first.faults());
    assertThat(second.counts().records()).isEqualTo(first.counts().records());
    assertThat(Simulator.run(SimulationConfig.of(300, 8)).fingerprint())
        .isNotEqualTo(first.fingerprint());
  }

  @Test
  void shouldDoAloneWhatItDoesAmongTheOthersWhenOneSagaIsRun() {
    // given
    List<SagaCase> together = run(IntStream.range(0, World.SAGAS).boxed().toList());

    for (SagaCase saga : together) {
      // when
      SagaCase alone = run(List.of(saga.index())).get(0);

      // then
      assertThat(Tally.fingerprint(alone))
          .as("saga %d", saga.index())
          .isEqualTo(Tally.fingerprint(saga));
    }
  }

  private static List<SagaCase> run(List<Integer> sagas) {
    World world =
        new World(
            new Experiment(
                DecideFunction.Factory.DECIDER, new SyntheticWire(), Set.of(), Set.of(), false),
            9,
            0);
    world.run(sagas);
    return world.cases();
  }
}
