package dev.sagas.dev.simulate;

import dev.sagas.dev.simulate.World.Experiment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Runs random sagas in a world full of faults, and checks the invariants after every record.
 *
 * <ul>
 *   <li>One thread, virtual time: the same configuration gives the same run.
 *   <li>Violations are not thrown: they are in the report, the first few with a trace.
 * </ul>
 */
public final class Simulator {
  private static final int MAX_TRACED = 3;

  private Simulator() {}

  /** Runs a simulation. */
  public static SimulationReport run(SimulationConfig config) {
    long startedAt = System.nanoTime();
    Tally tally = new Tally();
    SyntheticWire wire = new SyntheticWire();
    if (config.only().isPresent()) {
      runWorld(new Running(config, wire, tally), List.of(config.only().getAsInt()));
    } else {
      for (int first = 0; first < config.sagas(); first += World.SAGAS) {
        int end = Math.min(config.sagas(), first + World.SAGAS);
        runWorld(new Running(config, wire, tally), IntStream.range(first, end).boxed().toList());
      }
    }
    List<FoundViolation> violations = violations(config, wire, tally.failed());
    long durationMs = (System.nanoTime() - startedAt) / 1_000_000;
    return tally.report(config.seed(), durationMs, violations);
  }

  /** A simulation that is under way. */
  private record Running(SimulationConfig config, SyntheticWire wire, Tally tally) {}

  private static void runWorld(Running running, List<Integer> sagas) {
    SimulationConfig config = running.config();
    Experiment experiment =
        new Experiment(config.decider(), running.wire(), Set.of(), Set.of(), false);
    World world = new World(experiment, config.seed(), sagas.get(0) / World.SAGAS);
    world.run(sagas);
    running.tally().add(world);
  }

  private static List<FoundViolation> violations(
      SimulationConfig config, SyntheticWire wire, List<SagaCase> failed) {
    List<FoundViolation> violations = new ArrayList<>();
    for (SagaCase saga : failed) {
      InvariantBroken broken = saga.engine().failure().orElseThrow();
      List<String> trace =
          violations.size() < MAX_TRACED
              ? new Shrinker(config, wire, saga.index(), broken.invariant()).trace()
              : List.of();
      violations.add(new FoundViolation(saga.index(), broken.invariant(), broken.what(), trace));
    }
    return violations;
  }
}
