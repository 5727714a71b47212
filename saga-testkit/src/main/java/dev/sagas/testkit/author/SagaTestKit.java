package dev.sagas.testkit.author;

import dev.sagas.definition.SagaDefinition;
import dev.sagas.definition.SignalStep;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.SagaId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * Runs a saga definition in memory, in virtual time, against participants that do what the test
 * says.
 *
 * <ul>
 *   <li>The saga runs on the engine that runs it in production, and every record is encoded,
 *       checked and decoded as there, within the bounds of an orchestrator that is configured by
 *       default and of the topics that it creates. A function that does not return within 5 s makes
 *       an incident there, so it does here.
 *   <li>Participants stand behind a fence like the real one: they do a thing once, however often
 *       they are told.
 *   <li>Each function of the definition runs twice on equal arguments; one that does not do the
 *       same twice fails the test ({@link AssertionError}).
 *   <li>A name that the definition does not have throws {@link IllegalArgumentException}.
 *   <li>For one test, in one thread.
 * </ul>
 *
 * @param <D> the saga's data
 */
public final class SagaTestKit<D extends SpecificRecord> {
  private static final Instant DEFAULT_START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int MAX_REMEMBERED_RUNS = 8;

  private final Deployment<D> deployment;
  private final Scripts scripts = new Scripts();
  private final Deque<SagaRun<D>> runs = new ArrayDeque<>();
  private Instant start = DEFAULT_START;

  private SagaTestKit(Deployment<D> deployment) {
    this.deployment = deployment;
  }

  /**
   * A kit for a definition.
   *
   * @throws dev.sagas.definition.InvalidDefinitionException if the definition cannot work
   */
  public static <D extends SpecificRecord> SagaTestKit<D> of(SagaDefinition<D> definition) {
    return of(definition, Limits.ofDefaultConfig());
  }

  /** A kit under other bounds than those of the default configuration. */
  static <D extends SpecificRecord> SagaTestKit<D> of(SagaDefinition<D> definition, Limits limits) {
    return new SagaTestKit<>(new Deployment<>(definition, limits));
  }

  /**
   * Says what the participant of a step does with it, in place of what was said before. A step that
   * nothing is said of fails the test when the saga comes to it.
   */
  public StepScript on(String step) {
    return scripts.put(deployment.steps().action(step, Action.EXECUTE));
  }

  /** Says what the participant does with the step's compensation. By default it succeeds. */
  public StepScript onUndo(String step) {
    return scripts.put(deployment.steps().action(step, Action.COMPENSATE));
  }

  /** Says what participants do with the steps that {@link #on} was not said of. */
  public StepScript onOtherSteps() {
    return scripts.putOthers();
  }

  /**
   * Says which signal comes when the saga waits for it. Without it the test sends signals itself.
   *
   * @param signal its name: that of the step, unless the definition says otherwise
   */
  public SignalScript onSignal(String signal) {
    SignalStep<D> step = deployment.steps().signal(signal);
    SignalScript script = new SignalScript(step);
    scripts.put(step.signal(), script);
    return script;
  }

  /** The virtual time at which sagas start from now on; 2026-01-01T00:00:00Z by default. */
  public SagaTestKit<D> startAt(Instant time) {
    this.start = time;
    return this;
  }

  /**
   * Starts a saga and lets it go as far as it comes by itself.
   *
   * @throws AssertionError if the saga is refused
   * @throws IllegalArgumentException if the id is none
   */
  public SagaRun<D> start(String sagaId, D data) {
    World<D> world = world(sagaId, Faults.NONE);
    SagaRun<D> run = new SagaRun<>(world);
    remember(run);
    world.mail().request(data);
    world.settle();
    world.state();
    return run;
  }

  World<D> world(String sagaId, Faults faults) {
    return new World<>(new Setting<>(deployment, scripts, new SagaId(sagaId), start), faults);
  }

  void remember(SagaRun<D> run) {
    if (runs.size() == MAX_REMEMBERED_RUNS) {
      runs.removeFirst();
    }
    runs.addLast(run);
  }

  /**
   * Prepares to run the saga through every single and double fault, with what the test says of
   * participants and signals so far. Nothing runs before {@link Explorer#run()}.
   *
   * @throws IllegalArgumentException if the id is none
   */
  public Explorer<D> explore(String sagaId, D data) {
    return new Explorer<>(this, new SagaId(sagaId).value(), data);
  }

  Deployment<D> deployment() {
    return deployment;
  }

  /** The last sagas that were started, the newest last. */
  List<SagaRun<D>> runs() {
    return new ArrayList<>(runs);
  }
}
