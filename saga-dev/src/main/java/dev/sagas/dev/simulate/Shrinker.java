package dev.sagas.dev.simulate;

import dev.sagas.dev.simulate.World.Experiment;
import dev.sagas.protocol.StepName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Minimises the history of a violation: runs the saga alone repeatedly, with fewer faults and then
 * with fewer steps, while the same invariant is violated.
 */
final class Shrinker {
  private static final int MAX_RUNS = 600;

  private final SimulationConfig config;
  private final SyntheticWire wire;
  private final int index;
  private final Invariant invariant;
  private Set<Long> spared = Set.of();
  private Set<StepName> dropped = Set.of();
  private Run best;
  private int runs;

  /** A run that breaks the invariant. */
  private record Run(SagaCase saga, List<Fault> faults) {}

  Shrinker(SimulationConfig config, SyntheticWire wire, int index, Invariant invariant) {
    this.wire = wire;
    this.config = config;
    this.index = index;
    this.invariant = invariant;
    this.best =
        run(spared, dropped)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "Expected saga " + index + " to break " + invariant + " alone as well"));
  }

  /** The story, one line a record. */
  List<String> trace() {
    boolean smaller = true;
    while (smaller && runs < MAX_RUNS) {
      boolean fewerFaults = spareFaults();
      smaller = dropSteps() || fewerFaults;
    }
    return story();
  }

  /** Without ever smaller groups of faults, down to single ones. */
  private boolean spareFaults() {
    int before = spared.size();
    for (int group = best.faults().size(); group > 0; group /= 2) {
      int from = 0;
      while (from < best.faults().size() && runs < MAX_RUNS) {
        int to = Math.min(best.faults().size(), from + group);
        Set<Long> more = with(spared, ids(best.faults().subList(from, to)));
        if (!accept(more, dropped)) {
          from = to;
        }
      }
    }
    return spared.size() > before;
  }

  private boolean dropSteps() {
    int before = dropped.size();
    List<StepSketch> steps = best.saga().sketch().steps();
    for (int step = steps.size() - 1; step >= 0 && runs < MAX_RUNS; step--) {
      if (best.saga().sketch().steps().size() > 1) {
        accept(spared, with(dropped, List.of(steps.get(step).name())));
      }
    }
    return dropped.size() > before;
  }

  private boolean accept(Set<Long> toSpare, Set<StepName> toDrop) {
    Optional<Run> run = run(toSpare, toDrop);
    if (run.isPresent()) {
      spared = toSpare;
      dropped = toDrop;
      best = run.get();
    }
    return run.isPresent();
  }

  private Optional<Run> run(Set<Long> toSpare, Set<StepName> toDrop) {
    runs++;
    Experiment experiment = new Experiment(config.decider(), wire, toSpare, toDrop, true);
    World world = new World(experiment, config.seed(), index / World.SAGAS);
    world.run(List.of(index));
    SagaCase saga = world.cases().get(0);
    List<Fault> faults = new ArrayList<>(world.weatherFates().happened());
    faults.addAll(saga.fates().happened());
    return saga.engine()
        .failure()
        .filter(broken -> broken.invariant() == invariant)
        .map(broken -> new Run(saga, faults));
  }

  private static List<Long> ids(List<Fault> faults) {
    return faults.stream().map(Fault::id).toList();
  }

  private static <T> Set<T> with(Set<T> some, Collection<T> more) {
    Set<T> all = new HashSet<>(some);
    all.addAll(more);
    return all;
  }

  private List<String> story() {
    List<String> lines = new ArrayList<>();
    lines.add("seed " + config.seed() + ", saga " + index + ", alone: --only " + index);
    lines.addAll(EventText.of(best.saga().sketch()));
    lines.add("faults: " + best.faults().stream().map(Fault::kind).toList());
    lines.addAll(best.saga().engine().tape().lines());
    lines.add(best.saga().engine().failure().orElseThrow().getMessage());
    return lines;
  }
}
