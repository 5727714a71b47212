package dev.sagas.testkit;

import dev.sagas.engine.core.Incident;
import dev.sagas.engine.core.SagaState;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/**
 * Runs a saga without faults, then with every single fault at every place, then with every pair of
 * faults, and checks each run once it has stopped moving.
 *
 * <ul>
 *   <li>{@link FaultKind} lists what can go wrong. Time advances automatically until the end,
 *       including sleeps; signals arrive as scripted by {@link SagaTestKit#onSignal}.
 *   <li>Always checks that: the saga ends, or waits for a signal or an operator; no function of the
 *       definition fails, and each is pure; effects are undone in reverse order; nothing takes
 *       effect or is undone twice; a completed saga has all its effects, a compensated one none
 *       that can be undone.
 *   <li>Does at most {@value #DEFAULT_MAX_RUNS} runs by default, see {@link #maxRuns}. Single
 *       faults go first; if there are too many, the seed selects a sample.
 *   <li>The seed is 1 by default; the system property {@code saga.seed} or {@link #seed} changes
 *       it. The same seed gives the same runs.
 *   <li>Handlers passed to {@link StepScript#answers} are used by all runs: they must not keep
 *       state.
 * </ul>
 *
 * @param <D> the saga's data
 */
public final class Explorer<D extends SpecificRecord> {
  /** The default of the maximum number of runs. */
  public static final int DEFAULT_MAX_RUNS = 2_000;

  private static final long DEFAULT_SEED = 1;

  private final SagaTestKit<D> kit;
  private final String sagaId;
  private final D data;
  private final Map<String, Predicate<SagaRun<D>>> invariants = new LinkedHashMap<>();
  private final Set<FaultKind> kinds = EnumSet.allOf(FaultKind.class);
  private int maxRuns = DEFAULT_MAX_RUNS;
  private long seed = Long.getLong("saga.seed", DEFAULT_SEED);

  Explorer(SagaTestKit<D> kit, String sagaId, D data) {
    this.kit = kit;
    this.sagaId = sagaId;
    this.data = data;
  }

  /**
   * Something that must hold in every run.
   *
   * @param what for the message, as in "a charged card is refunded"
   * @param holds receives the saga after it has stopped moving; may also throw
   */
  public Explorer<D> invariant(String what, Predicate<SagaRun<D>> holds) {
    invariants.put(what, holds);
    return this;
  }

  /** Leaves out faults that cannot happen. */
  public Explorer<D> without(FaultKind first, FaultKind... more) {
    kinds.removeAll(EnumSet.of(first, more));
    return this;
  }

  /** Sets the maximum number of runs. */
  public Explorer<D> maxRuns(int runs) {
    if (runs < 1) {
      throw new IllegalArgumentException("Expected at least one run, but got " + runs);
    }
    this.maxRuns = runs;
    return this;
  }

  /** Selects which faults are run if not all can be. */
  public Explorer<D> seed(long number) {
    this.seed = number;
    return this;
  }

  /**
   * Explores.
   *
   * @throws AssertionError with the shortest run that failed: the one with the fewest faults, and
   *     among those the one with the fewest records and timers
   */
  public Exploration run() {
    Tally tally = new Tally();
    Trial fine = trial(Faults.NONE);
    tally.count(fine);
    tally.throwIfFailed(seed);
    Sample<Fault> singles = new Sample<>(maxRuns - 1, seed);
    possible(fine).forEach(singles::offer);
    Sample<Faults> pairs = new Sample<>(maxRuns - 1 - singles.list().size(), seed);
    for (Fault first : singles.list()) {
      Trial trial = trial(Faults.of(first));
      tally.count(trial);
      possible(trial)
          .filter(first::mayPrecede)
          .forEach(second -> pairs.offer(Faults.of(first, second)));
    }
    tally.throwIfFailed(seed);
    pairs.list().forEach(pair -> tally.count(trial(pair)));
    tally.throwIfFailed(seed);
    return new Exploration(
        seed,
        tally.runs(),
        tally.runs(1),
        tally.runs(2),
        singles.leftOut() + pairs.leftOut(),
        tally.ends(),
        functionsNotRun());
  }

  /**
   * Runs the saga again with the faults of a report, for inspection. Checks nothing.
   *
   * @param faults as a failed exploration names them, such as {@code 7:REPLY_LOST,12:STEP_REJECTED}
   * @throws IllegalArgumentException if they have another form
   */
  public SagaRun<D> replay(String faults) {
    SagaRun<D> saga = new SagaRun<>(kit.world(sagaId, Faults.parse(faults)));
    kit.remember(saga);
    drive(saga);
    return saga;
  }

  private void drive(SagaRun<D> saga) {
    saga.world().network().request(data);
    saga.world().drain();
  }

  private Trial trial(Faults faults) {
    SagaRun<D> saga = new SagaRun<>(kit.world(sagaId, faults));
    try {
      drive(saga);
      Checks.check(saga);
      invariants.forEach((what, holds) -> check(saga, what, holds));
    } catch (AssertionError | RuntimeException broken) {
      Trial.Failure failure = new Trial.Failure(broken, saga.history());
      return new Trial(faults, saga.world().network().happenings(), "failed", Optional.of(failure));
    }
    return new Trial(
        faults, saga.world().network().happenings(), end(saga.state()), Optional.empty());
  }

  private static <D extends SpecificRecord> void check(
      SagaRun<D> saga, String what, Predicate<SagaRun<D>> holds) {
    boolean held;
    try {
      held = holds.test(saga);
    } catch (AssertionError | RuntimeException thrown) {
      throw new SagaTestError("Expected that " + what + ", but: " + thrown.getMessage(), thrown);
    }
    if (!held) {
      throw new SagaTestError("Expected that " + what + ", but it does not hold");
    }
  }

  private static String end(SagaState state) {
    return state.status().isTerminal()
        ? state.status().name()
        : state.incidents().stream().map(Incident::code).findFirst().orElse("waits for a signal");
  }

  private Stream<Fault> possible(Trial trial) {
    return trial.happenings().stream()
        .flatMap(
            happening ->
                kinds.stream()
                    .filter(kind -> kind.appliesTo(happening))
                    .map(kind -> new Fault(happening.number(), kind)));
  }

  private Set<String> functionsNotRun() {
    Set<String> functions = new TreeSet<>(Functions.of(kit.deployment().saga()));
    functions.removeAll(kit.deployment().repeats().functions());
    return functions;
  }
}
