package dev.sagas.testkit;

import dev.sagas.definition.SagaDefinition;
import dev.sagas.definition.SignalStep;
import dev.sagas.participant.CommandHandler;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.ParticipantName;
import dev.sagas.protocol.SagaId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * Runs a saga definition in memory, in virtual time, against scripted participants.
 *
 * <ul>
 *   <li>The saga runs on the engine that runs it in production, and every record is encoded,
 *       checked and decoded as in production, within the default limits of an orchestrator and of
 *       the topics that it creates. A function that does not return within 5 s raises an incident.
 *   <li>Participants have a fence like the real one: they execute a command once, however often it
 *       is delivered.
 *   <li>Each function of the definition runs twice on equal arguments; if the results differ, the
 *       test fails ({@link AssertionError}).
 *   <li>A name that the definition does not have throws {@link IllegalArgumentException}.
 *   <li>For one test, in one thread.
 * </ul>
 *
 * @param <D> the saga's data
 */
public final class SagaTestKit<D extends SpecificRecord> {
  private static final Instant DEFAULT_START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int MAX_REMEMBERED_RUNS = 8;

  private final MemoryDeployment<D> deployment;
  private final Scripts scripts = new Scripts();
  private final Deque<SagaRun<D>> runs = new ArrayDeque<>();
  private Instant start = DEFAULT_START;

  private SagaTestKit(MemoryDeployment<D> deployment) {
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
    return new SagaTestKit<>(new MemoryDeployment<>(definition, limits));
  }

  /**
   * Scripts what the participant of a step does, and replaces an earlier script. A step without a
   * script fails the test when the saga reaches it.
   */
  public StepScript on(String step) {
    return scripts.put(deployment.steps().action(step, Action.EXECUTE));
  }

  /** Scripts what the participant does with the step's compensation. By default it succeeds. */
  public StepScript onUndo(String step) {
    return scripts.put(deployment.steps().action(step, Action.COMPENSATE));
  }

  /** Scripts what participants do with the steps for which {@link #on} was not called. */
  public StepScript onOtherSteps() {
    return scripts.putOthers();
  }

  /**
   * Has a participant's own handler answer its commands of a class, in executes and compensations,
   * and replaces earlier scripts of those steps.
   *
   * <ul>
   *   <li>The handler runs on the test's thread and is called once for each effect, as with a
   *       fence. It has no connection: {@link dev.sagas.participant.CommandContext#connection}
   *       throws.
   *   <li>What it throws is answered {@code failed} with the code {@code HANDLER_THREW}, as by a
   *       participant.
   *   <li>If no step sends such a command to the participant, nothing changes.
   * </ul>
   */
  public <C extends SpecificRecord> SagaTestKit<D> handle(
      String participant, Class<C> commandClass, CommandHandler<C> handler) {
    ParticipantName name = new ParticipantName(participant);
    deployment
        .steps()
        .sending(name, commandClass)
        .forEach(step -> scripts.put(step).handledBy(commandClass, handler));
    return this;
  }

  /**
   * Scripts which signal arrives when the saga waits for it. Without a script the test sends
   * signals itself.
   *
   * @param signal its name: that of the step, unless the definition names another
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
   * Starts a saga and runs it as far as possible.
   *
   * @throws AssertionError if the saga is refused
   * @throws IllegalArgumentException if the id is not a valid saga id
   */
  public SagaRun<D> start(String sagaId, D data) {
    World<D> world = world(sagaId, Faults.NONE);
    SagaRun<D> run = new SagaRun<>(world);
    remember(run);
    world.network().request(data);
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
   * Prepares to run the saga through every single and double fault, with the scripts of
   * participants and signals so far. Nothing runs before {@link Explorer#run()}.
   *
   * @throws IllegalArgumentException if the id is not a valid saga id
   */
  public Explorer<D> explore(String sagaId, D data) {
    return new Explorer<>(this, new SagaId(sagaId).value(), data);
  }

  MemoryDeployment<D> deployment() {
    return deployment;
  }

  /** The last sagas that were started, the newest last. */
  List<SagaRun<D>> runs() {
    return new ArrayList<>(runs);
  }
}
