package dev.sagas.engine.core;

import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.StepName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One decision in progress: collects events and effects, and keeps the state after the events so
 * far, computed by the same evolver that replays them.
 */
final class DecisionBuilder {
  private final DefinitionCatalog definitions;
  private final DecisionContext context;
  private final List<SagaEvent> events = new ArrayList<>();
  private final List<SagaEffect> effects = new ArrayList<>();
  private final List<Visit> visits = new ArrayList<>();
  private Optional<ExecutableSaga> saga;
  private SagaState state;
  private int incidents;

  private DecisionBuilder(DefinitionCatalog definitions, DecisionContext context, SagaState state) {
    this.definitions = definitions;
    this.context = context;
    this.state = state;
    this.saga = definitions.find(state.identity().type(), state.identity().version());
  }

  /** The first turn of a run. */
  static DecisionBuilder begin(
      DefinitionCatalog definitions, DecisionContext context, SagaEvent.Started started) {
    SagaState state = SagaEvolver.evolve(Optional.empty(), started, context.nowMs());
    DecisionBuilder builder = new DecisionBuilder(definitions, context, state);
    builder.events.add(started);
    return builder;
  }

  /** A turn of a live saga. */
  static DecisionBuilder of(
      DefinitionCatalog definitions, DecisionContext context, SagaState state) {
    return new DecisionBuilder(definitions, context, state);
  }

  SagaState state() {
    return state;
  }

  /** True if the definition's version is there. */
  boolean isDeployed() {
    return saga.isPresent();
  }

  ExecutableSaga saga() {
    return saga.orElseThrow(
        () ->
            new IllegalStateException(
                "Expected the definition of saga " + state.identity().id() + " to be deployed"));
  }

  SagaPlan plan() {
    return saga().plan();
  }

  DecisionContext context() {
    return context;
  }

  long nowMs() {
    return context.nowMs();
  }

  Decision.Accepted accepted() {
    return new Decision.Accepted(state, events, effects, visits);
  }

  void apply(SagaEvent event) {
    state = SagaEvolver.evolve(Optional.of(state), event, context.nowMs());
    events.add(event);
  }

  void send(SagaEffect effect) {
    effects.add(effect);
  }

  /** Changes the data, if it differs. */
  void changeData(Bytes data) {
    if (!data.equals(state.data())) {
      apply(new SagaEvent.DataChanged(data));
    }
  }

  /** The sequence of the next step that succeeds or becomes unknown. */
  long nextSequence() {
    return state.lastSequence() + 1;
  }

  StepPlan stepPlan(StepName name) {
    return plan()
        .find(name)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Expected definition %s version %s to have step %s"
                        .formatted(saga().type(), saga().version(), name)));
  }

  /** The step, in its plan and in its current state; one that was not begun yet is pending. */
  StepContext on(StepName name) {
    StepState step = state.step(name).orElseGet(() -> StepState.begun(name, nowMs()));
    return new StepContext(this, stepPlan(name), step);
  }

  /** Lets the transition table decide what the trigger does to the step. */
  Optional<Decision.Rejected> fire(StepContext step, StepTrigger trigger) {
    StepStatus from = step.step().status();
    Optional<Decision.Rejected> rejected = StepTable.rule(from, trigger).apply(step);
    if (rejected.isEmpty()) {
      StepStatus to = state.step(step.name()).map(StepState::status).orElse(from);
      visits.add(new Visit(from, trigger, to));
    }
    return rejected;
  }

  /** Lets the transition table decide what an operator's action does to the saga. */
  Optional<Decision.Rejected> fire(SagaTrigger trigger, SagaInput.Operation operation) {
    SagaStatus from = state.status();
    Optional<Decision.Rejected> rejected = SagaTable.rule(from, trigger).apply(this, operation);
    if (rejected.isEmpty()) {
      visited(from, trigger);
    }
    return rejected;
  }

  /** Remembers a transition of the saga as a whole. */
  void visited(SagaStatus from, SagaTrigger trigger) {
    visits.add(new Visit(from, trigger, state.status()));
  }

  /** Does everything that can be done now, until nothing is left to do. */
  void settle() {
    int before;
    do {
      before = events.size();
      proceed();
    } while (events.size() > before);
  }

  static String versionMissing(SagaState state) {
    return "Version %s of saga type %s is not deployed"
        .formatted(state.identity().version(), state.identity().type());
  }

  private void proceed() {
    if (state.isFrozen() || state.status().isTerminal()) {
      return;
    }
    if (!isDeployed()) {
      raise(Optional.empty(), IncidentCode.VERSION_MISSING, versionMissing(state));
      return;
    }
    switch (state.status()) {
      case RUNNING -> {
        if (!SignalRules.takeKept(this)) {
          ForwardRules.proceed(this);
        }
      }
      case STOPPING -> StopRules.proceed(this);
      case COMPENSATING -> UndoRules.proceed(this);
      case COMPLETED, COMPENSATED, REFUSED, ENDED_BY_OPERATOR -> {
        // Terminal stays terminal (R14).
      }
    }
  }

  /** True if the next step may begin. */
  boolean mayGoForward() {
    return state.status() == SagaStatus.RUNNING && !state.isFrozen();
  }

  /**
   * True if the saga must not continue: its deadline has passed and the pivot was not sent (R13).
   */
  boolean deadlinePassed() {
    return Deadlines.deadline(state).stream().anyMatch(due -> due <= context.nowMs());
  }

  void raise(Optional<StepName> step, IncidentCode code, String message) {
    String id =
        state.identity().id() + "/" + state.identity().run() + "/" + (state.chain().revision() + 1);
    incidents++;
    apply(
        new SagaEvent.IncidentRaised(
            incidents == 1 ? id : id + "/" + incidents, step, code, message));
  }

  /** Resolves the step's incident, if it has one. */
  void resolveIncident(StepName step, String how) {
    state.incidentOf(step).ifPresent(open -> apply(new SagaEvent.IncidentResolved(open.id(), how)));
  }

  /** Resolves the incident of the saga as a whole, if it has one. */
  void resolveSagaIncident(String how) {
    state.sagaIncident().ifPresent(open -> apply(new SagaEvent.IncidentResolved(open.id(), how)));
  }

  /** Ends the run. */
  void end(SagaStatus outcome, Optional<UnwindReason> reason, List<StepName> effectsLeft) {
    send(
        new SagaEffect.PublishOutcome(
            outcome, reason, state.data(), effectsLeft, state.control().skipped()));
    apply(new SagaEvent.Ended(outcome, context.nowMs() + context.tombstoneRetention().toMillis()));
  }

  /** That version of the saga's definition, if it is deployed. */
  Optional<ExecutableSaga> version(int version) {
    return definitions.find(state.identity().type(), version);
  }

  /** Moves the saga to another version of its definition. */
  void migrate(ExecutableSaga target) {
    saga = Optional.of(target);
    apply(new ControlEvent.Migrated(target.version()));
  }
}
