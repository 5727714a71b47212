package dev.sagas.dev.simulate;

import dev.sagas.dev.simulate.SimulatedDeployment.Troubles;
import dev.sagas.engine.DecideFunction;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.StepName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Some sagas on some partitions: first a storm in which everything goes wrong, then calm in which
 * every saga has to end.
 */
final class World {
  /** How many sagas share a world. */
  static final int SAGAS = 64;

  private static final int PARTITIONS = 4;
  private static final long START_MS = 1_700_000_000_000L;
  private static final long ARRIVALS_MS = 5_000;
  private static final long AFTER_STORM_MS = 1_000;
  private static final long WEATHER = 11;
  private static final long SAGA = 12;

  private final Experiment experiment;
  private final Dice dice;
  private final Surroundings surroundings;
  private final Fates weatherFates;
  private final Coverage coverage = new Coverage();
  private final List<Partition> partitions = new ArrayList<>();
  private final List<SagaCase> cases = new ArrayList<>();
  private final List<Shell> shells = new ArrayList<>();

  /**
   * What is simulated, and how.
   *
   * @param spared ids of faults that do not happen
   * @param dropped steps that the definitions go without
   * @param recording true to record what happens
   */
  record Experiment(
      DecideFunction.Factory decider,
      SyntheticWire wire,
      Set<Long> spared,
      Set<StepName> dropped,
      boolean recording) {}

  /**
   * A world.
   *
   * @param number of the world under its seed
   */
  World(Experiment experiment, long seed, long number) {
    this.experiment = experiment;
    this.dice = new Dice(seed);
    Dice ofWeather = dice.of(Dice.key(WEATHER, number));
    this.weatherFates = new Fates(ofWeather, experiment.spared());
    FaultSchedule faults = new FaultSchedule(ofWeather, weatherFates, START_MS, PARTITIONS);
    this.surroundings = new Surroundings(new Timeline(START_MS - ARRIVALS_MS), faults);
    for (int partition = 0; partition < PARTITIONS; partition++) {
      partitions.add(new Partition(surroundings.timeline(), faults.crashesOf(partition)));
    }
  }

  /** Runs the sagas of these numbers until nothing is left to happen. */
  void run(List<Integer> indexes) {
    indexes.forEach(this::add);
    surroundings.timeline().run();
    cases.forEach(saga -> saga.guard(() -> Audit.check(saga)));
  }

  private void add(int index) {
    Dice ofSaga = dice.of(Dice.key(SAGA, index));
    SplittableRandom random = new SplittableRandom(ofSaga.bits(1));
    DefinitionSketch sketch = new DefinitionMaker(random).make().without(experiment.dropped());
    FaultRates rates = FaultRates.drawn(random);
    Fates fates = new Fates(ofSaga, experiment.spared());
    SagaCase.Origin origin = new SagaCase.Origin(index, ofSaga, rates, fates, sketch);
    long startsAtMs = START_MS + ofSaga.between(0, ARRIVALS_MS, 2);

    SimulatedDeployment deployment = new SimulatedDeployment(sketch, troubles(origin, startsAtMs));
    Ledger ledger = new Ledger();
    Shell shell = new Shell(experiment.decider().over(deployment), experiment.wire(), fates, rates);
    SimulatedSaga engine =
        new SimulatedSaga(
            new SagaId("saga-" + index),
            new SimulatedSaga.Around(
                deployment,
                shell,
                new Judge(deployment, ledger, coverage),
                new Tape(experiment.recording(), startsAtMs)));
    Partition partition = partitions.get(index % PARTITIONS);
    SagaCase saga = new SagaCase(origin, engine, new SagaCase.Surrounded(partition, ledger));
    partition.add(saga);
    cases.add(saga);
    shells.add(shell);
    populate(saga, new Participants(ledger, fates, rates), startsAtMs);
  }

  private void populate(SagaCase saga, Participants participants, long startsAtMs) {
    Outside outside = new Outside(saga, surroundings, participants);
    OperatorActions operators = new OperatorActions(saga, surroundings, participants);
    CalmOperator calm = new CalmOperator(saga, surroundings, operators, outside);
    saga.whenCommitted(outside::committed);
    outside.sendEarlySignals(startsAtMs);
    new Noise(saga, surroundings, startsAtMs).plan();
    operators.plan(startsAtMs);
    long stormEndMs = surroundings.faults().stormEndMs();
    surroundings.timeline().at(stormEndMs, saga.fates()::calmDown);
    surroundings.timeline().at(stormEndMs + AFTER_STORM_MS, calm::look);
  }

  private Troubles troubles(SagaCase.Origin origin, long startsAtMs) {
    Dice ofSaga = origin.dice();
    long endMs = surroundings.faults().stormEndMs();
    List<Breakage> breakages = new ArrayList<>();
    for (StepSketch step : origin.sketch().steps()) {
      for (DefinitionFunction function : DefinitionFunction.of(step.plan())) {
        long key = Dice.key(step.name().value().hashCode(), function.name().hashCode());
        if (strikes(origin, SimulatedFaultKind.DEFINITION_FAULT, key)) {
          long fromMs = startsAtMs + ofSaga.between(-2_000, 6_000, key);
          long toMs = fromMs + ofSaga.between(1, 20_000, Dice.key(key, 1));
          breakages.add(new Breakage(step.name(), function, fromMs, Math.min(toMs, endMs)));
        }
      }
    }
    long missingFromMs = startsAtMs + ofSaga.between(-500, 10_000, 3);
    long missingForMs = ofSaga.between(1, 15_000, 4);
    boolean missing = strikes(origin, SimulatedFaultKind.VERSION_MISSING, 1);
    return new Troubles(
        breakages,
        startsAtMs + ofSaga.between(-1_000, 15_000, 5),
        missingFromMs,
        missing ? Math.min(missingFromMs + missingForMs, endMs) : 0);
  }

  private static boolean strikes(SagaCase.Origin origin, SimulatedFaultKind kind, long key) {
    return origin.fates().strikes(kind, origin.rates().chance(kind), key);
  }

  List<SagaCase> cases() {
    return cases;
  }

  Fates weatherFates() {
    return weatherFates;
  }

  Coverage coverage() {
    return coverage;
  }

  /** The largest checkpoint that was written. */
  int maxStateBytes() {
    return shells.stream().mapToInt(Shell::maxStateBytes).max().orElse(0);
  }
}
