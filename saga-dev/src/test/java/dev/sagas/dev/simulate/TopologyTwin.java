package dev.sagas.dev.simulate;

import dev.sagas.engine.DecideFunction;
import dev.sagas.engine.core.ChainLink;
import dev.sagas.engine.core.Decision;
import dev.sagas.engine.core.DecisionContext;
import dev.sagas.engine.core.DefinitionCatalog;
import dev.sagas.engine.core.Digest;
import dev.sagas.engine.core.Rejection;
import dev.sagas.engine.core.SagaDecider;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.core.SagaState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides by the core, and has the topology decide the same input: what it journals must be what
 * the core decided.
 *
 * <ul>
 *   <li>A saga that was rewound by a crash is rewound in a new topology, by the inputs that led
 *       there.
 *   <li>What the topology does otherwise by design is not compared: where early inputs wait, and
 *       what the simulator puts in the place of a decision.
 * </ul>
 */
final class TopologyTwin implements DecideFunction {
  private final SagaDecider core;
  private final SimulatedDeployment definitions;
  private final Tally tally;
  private final List<Applied> history = new ArrayList<>();
  private Optional<TopologyRun> run = Optional.empty();
  private Optional<Asked> last = Optional.empty();
  private boolean lost;

  /** What was compared, and where the topologies keep their state. */
  static final class Tally {
    private final Path directory;
    private int topologies;
    private int compared;
    private int rewound;
    private int lost;

    Tally(Path directory) {
      this.directory = directory;
    }

    private Path nextDirectory() {
      topologies++;
      return directory.resolve("topology-" + topologies);
    }

    int compared() {
      return compared;
    }

    int rewound() {
      return rewound;
    }

    int lost() {
      return lost;
    }
  }

  /**
   * An input that the saga took, and what was decided.
   *
   * @param deployedAtMs epoch ms of what was deployed; an engine's clock may be off
   */
  record Applied(
      SagaInput input,
      long nowMs,
      long deployedAtMs,
      List<SagaEvent> events,
      Optional<SagaState> after) {}

  /** A simulation whose every saga had a twin. */
  record Simulated(SimulationReport report, Tally tally, List<TopologyTwin> twins) {}

  /** Simulates a seed, prints it, and compares all the way. */
  static Simulated simulate(int sagas, long seed, Path directory) {
    System.out.println("seed " + seed);
    Tally tally = new Tally(directory);
    List<TopologyTwin> twins = new ArrayList<>();
    SimulationReport report =
        Simulator.run(
            SimulationConfig.of(sagas, seed)
                .withDecider(
                    definitions -> {
                      TopologyTwin twin = new TopologyTwin(definitions, tally);
                      twins.add(twin);
                      return twin;
                    }));
    twins.forEach(TopologyTwin::close);
    return new Simulated(report, tally, twins);
  }

  private record Asked(Optional<SagaState> state, SagaInput input, long nowMs, Decision decision) {
    boolean is(Optional<SagaState> otherState, SagaInput otherInput, long otherNowMs) {
      return nowMs == otherNowMs && input.equals(otherInput) && state.equals(otherState);
    }
  }

  private TopologyTwin(DefinitionCatalog definitions, Tally tally) {
    this.core = new SagaDecider(WrappedSaga.catalog(definitions, Wrapping.NONE));
    this.definitions = (SimulatedDeployment) definitions;
    this.tally = tally;
  }

  @Override
  public Decision decide(Optional<SagaState> state, SagaInput input, DecisionContext context) {
    if (last.isPresent() && last.get().is(state, input, context.nowMs())) {
      return last.get().decision();
    }
    Decision decision = core.decide(state, input, context);
    last = Optional.of(new Asked(state, input, context.nowMs(), decision));
    if (!lost) {
      compare(state.map(TopologyTwin::unchained), input, context.nowMs(), decision);
    }
    return decision;
  }

  /** Without the hash of what led there, in which the topology's records differ. */
  private static SagaState unchained(SagaState state) {
    return state.withChain(new ChainLink(state.chain().revision(), Digest.ZERO));
  }

  private void compare(Optional<SagaState> state, SagaInput input, long nowMs, Decision decision) {
    if (decision instanceof Decision.Rejected rejected
        && (rejected.reason() == Rejection.NO_SUCH_SAGA
            || rejected.reason() == Rejection.SIGNAL_BUFFER_FULL)) {
      return;
    }
    if (!bringTo(state)) {
      lost = true;
      tally.lost++;
      return;
    }
    List<SagaEvent> journaled = run.orElseThrow().apply(input, nowMs);
    List<SagaEvent> decided =
        decision instanceof Decision.Accepted accepted ? accepted.events() : List.of();
    String expected = run.orElseThrow().text(decided);
    String actual = run.orElseThrow().text(journaled);
    InvariantBroken.unless(
        expected.equals(actual),
        Invariant.REPLAY_EQUALS_STATE,
        () ->
            "through the topology " + EventText.of(input) + " is " + actual + ", not " + expected);
    tally.compared++;
    if (decision instanceof Decision.Accepted accepted) {
      history.add(
          new Applied(
              input,
              nowMs,
              definitions.timeMs(),
              decided,
              Optional.of(
                  accepted
                      .state()
                      .withChain(
                          new ChainLink(accepted.state().chain().revision() + 1, Digest.ZERO)))));
    } else if (decision instanceof Decision.Forgotten) {
      history.add(new Applied(input, nowMs, definitions.timeMs(), decided, Optional.empty()));
    }
  }

  /** Brings the topology to the state; false if no input that it knows leads there. */
  private boolean bringTo(Optional<SagaState> state) {
    Optional<SagaState> stands =
        history.isEmpty() ? Optional.empty() : history.get(history.size() - 1).after();
    if (run.isPresent() && stands.equals(state)) {
      return true;
    }
    int known = history.size();
    while (known > 0 && !history.get(known - 1).after().equals(state)) {
      known--;
    }
    if (known == 0 && state.isPresent()) {
      return false;
    }
    run.ifPresent(TopologyRun::close);
    if (run.isPresent()) {
      tally.rewound++;
    }
    TopologyRun anew = new TopologyRun(definitions, tally.nextDirectory());
    history.subList(known, history.size()).clear();
    long deployedAtMs = definitions.timeMs();
    history.forEach(
        applied -> {
          definitions.at(applied.deployedAtMs());
          anew.apply(applied.input(), applied.nowMs());
        });
    definitions.at(deployedAtMs);
    run = Optional.of(anew);
    return true;
  }

  /** The inputs that led to where the saga stands. */
  List<Applied> history() {
    return List.copyOf(history);
  }

  /** What was deployed at that time, epoch ms. */
  DefinitionCatalog definitionsAt(long timeMs) {
    definitions.at(timeMs);
    return definitions;
  }

  private void close() {
    run.ifPresent(TopologyRun::close);
  }
}
