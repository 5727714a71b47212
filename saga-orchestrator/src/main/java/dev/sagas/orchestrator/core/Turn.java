package dev.sagas.orchestrator.core;

import dev.sagas.protocol.Action;
import dev.sagas.protocol.CommandId;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.StepName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One decision in the making: collects events and effects, and keeps the state that the events so
 * far lead to, by the same evolver that replays them.
 */
final class Turn {
  private final ExecutableSaga saga;
  private final DecisionContext context;
  private final List<SagaEvent> events = new ArrayList<>();
  private final List<SagaEffect> effects = new ArrayList<>();
  private SagaState state;

  private Turn(ExecutableSaga saga, DecisionContext context, SagaState state) {
    this.saga = saga;
    this.context = context;
    this.state = state;
  }

  static Turn begin(ExecutableSaga saga, DecisionContext context, SagaEvent.Started started) {
    SagaState state = SagaEvolver.evolve(Optional.empty(), started, context.nowMs());
    Turn turn = new Turn(saga, context, state);
    turn.events.add(started);
    return turn;
  }

  static Turn of(ExecutableSaga saga, DecisionContext context, SagaState state) {
    return new Turn(saga, context, state);
  }

  SagaState state() {
    return state;
  }

  ExecutableSaga saga() {
    return saga;
  }

  long nowMs() {
    return context.nowMs();
  }

  Decision.Accepted accepted() {
    return new Decision.Accepted(state, events, effects);
  }

  void apply(SagaEvent event) {
    state = SagaEvolver.evolve(Optional.of(state), event, context.nowMs());
    events.add(event);
  }

  StepPlan plan(StepName name) {
    return saga.steps().stream()
        .filter(plan -> plan.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Expected definition "
                        + saga.type()
                        + " version "
                        + saga.version()
                        + " to have step "
                        + name));
  }

  StepState step(StepName name) {
    return state
        .step(name)
        .orElseThrow(() -> new IllegalStateException("Expected step " + name + " to have begun"));
  }

  /** Begins the next step, or completes the saga. */
  void advance() {
    int next = state.steps().size();
    if (next == saga.steps().size()) {
      end(SagaStatus.COMPLETED);
    } else if (deadlinePassed()) {
      unwind(Optional.empty(), "DEADLINE_EXCEEDED", "The saga's deadline has passed");
    } else {
      issueExecute(saga.steps().get(next), 1, 1);
    }
  }

  /** True if the saga may go no further: its deadline is over and the pivot was not sent (R13). */
  boolean deadlinePassed() {
    return state.status() == SagaStatus.RUNNING
        && state.request().deadlineAtMs().isPresent()
        && state.request().deadlineAtMs().getAsLong() <= context.nowMs()
        && !pivotBegun();
  }

  private boolean pivotBegun() {
    return Deadlines.pivotBegun(state, saga);
  }

  /** Sends an execute; what the definition cannot make becomes an incident (R17). */
  void issueExecute(StepPlan plan, int epoch, int attempt) {
    try {
      Bytes payload = saga.command(plan, state.data());
      issue(plan, new CommandId(key(plan, Action.EXECUTE, epoch), attempt), payload);
    } catch (DefinitionFault fault) {
      raise(Optional.of(plan.name()), IncidentCode.DEFINITION_FAULT, fault.reason());
    }
  }

  /** Sends a compensate; what the definition cannot make becomes an incident (R17). */
  void issueCompensate(StepPlan plan, int attempt) {
    StepState step = step(plan.name());
    try {
      Bytes payload = saga.compensation(plan, state.data(), step.reply());
      issue(plan, new CommandId(key(plan, Action.COMPENSATE, step.epoch()), attempt), payload);
    } catch (DefinitionFault fault) {
      raise(Optional.of(plan.name()), IncidentCode.DEFINITION_FAULT, fault.reason());
    }
  }

  private void issue(StepPlan plan, CommandId command, Bytes payload) {
    Action action = command.key().action();
    long dueAtMs = context.nowMs() + plan.tries(action).timeoutMs();
    Optional<SagaEffect.Undo> undo = Optional.empty();
    if (action == Action.COMPENSATE) {
      undo =
          Optional.of(
              new SagaEffect.Undo(
                  command.key().forAction(Action.EXECUTE), step(plan.name()).outcomeKnown()));
    }
    apply(
        new SagaEvent.CommandIssued(
            plan.name(), action, command.key().epoch(), command.attempt(), dueAtMs));
    effects.add(
        new SagaEffect.SendCommand(
            plan.participant(),
            command,
            payload,
            dueAtMs,
            context.nowMs() + context.fenceRetention().toMillis(),
            undo));
  }

  private DeduplicationKey key(StepPlan plan, Action action, int epoch) {
    SagaIdentity identity = state.identity();
    return new DeduplicationKey(identity.id(), identity.run(), plan.name(), action, epoch);
  }

  /** Schedules the next attempt, or gives the action up (R5, R9, R11). */
  void attemptFailed(StepPlan plan, Action action, String code, String message) {
    StepState step = step(plan.name());
    apply(new SagaEvent.AttemptFailed(plan.name(), action, step.attempt(), code, message));
    StepPlan.Tries tries = plan.tries(action);
    boolean mayRetry = action == Action.COMPENSATE || !deadlinePassed();
    if (mayRetry && tries.retry().allowsAttemptAfter(step.attempt())) {
      long backoffMs = tries.retry().backoffMs(step.attempt(), jitterSeed(plan, action, step));
      long retryAtMs = notBeyondDeadline(action, context.nowMs() + backoffMs);
      apply(new SagaEvent.RetryScheduled(plan.name(), action, step.attempt() + 1, retryAtMs));
      return;
    }
    switch (action) {
      case EXECUTE -> executeExhausted(plan, code, message);
      case COMPENSATE ->
          compensationGivenUp(plan, IncidentCode.COMPENSATION_EXHAUSTED, code, message);
    }
  }

  /** A back-off ends at the saga's deadline at the latest, where the deadline still applies. */
  private long notBeyondDeadline(Action action, long retryAtMs) {
    OptionalLong deadline = state.request().deadlineAtMs();
    boolean applies = action == Action.EXECUTE && deadline.isPresent() && !pivotBegun();
    return applies ? Math.min(retryAtMs, deadline.getAsLong()) : retryAtMs;
  }

  private long jitterSeed(StepPlan plan, Action action, StepState step) {
    return new CommandId(key(plan, action, step.epoch()), step.attempt()).toString().hashCode();
  }

  /** The step may or may not have taken effect: undo it, unless the pivot forbids (R9, R13). */
  void executeExhausted(StepPlan plan, String code, String message) {
    apply(new SagaEvent.OutcomeUnknown(plan.name(), state.lastSequence() + 1));
    if (plan.pivot()) {
      raise(Optional.of(plan.name()), IncidentCode.PIVOT_OUTCOME_UNKNOWN, code + ": " + message);
    } else if (pivotBegun()) {
      raise(Optional.of(plan.name()), IncidentCode.EXHAUSTED_AFTER_PIVOT, code + ": " + message);
    } else {
      unwind(Optional.of(plan.name()), code, message);
    }
  }

  void compensationGivenUp(StepPlan plan, IncidentCode incident, String code, String message) {
    apply(new SagaEvent.CompensationGivenUp(plan.name(), code, message));
    raise(Optional.of(plan.name()), incident, code + ": " + message);
  }

  void unwind(Optional<StepName> failed, String code, String message) {
    apply(new SagaEvent.UnwindStarted(new UnwindReason(failed, code, message)));
    undoNext();
  }

  /** Undoes the newest effect that is left, one at a time (R8), or ends the saga. */
  void undoNext() {
    Optional<StepState> next = newestEffect();
    while (next.isPresent()) {
      StepPlan plan = plan(next.get().name());
      if (plan.compensate().isPresent()) {
        issueCompensate(plan, 1);
        return;
      }
      apply(new SagaEvent.StepCompensated(plan.name(), false));
      next = newestEffect();
    }
    end(SagaStatus.COMPENSATED);
  }

  private Optional<StepState> newestEffect() {
    return state.steps().stream()
        .filter(step -> step.status().awaitsUndo())
        .max(Comparator.comparingLong(StepState::sequence));
  }

  void raise(Optional<StepName> step, IncidentCode code, String message) {
    String id =
        state.identity().id() + "/" + state.identity().run() + "/" + (state.chain().revision() + 1);
    apply(new SagaEvent.IncidentRaised(id, step, code, message));
  }

  void resolveIncident(String how) {
    state.incident().ifPresent(open -> apply(new SagaEvent.IncidentResolved(open.id(), how)));
  }

  private void end(SagaStatus outcome) {
    effects.add(
        new SagaEffect.PublishOutcome(
            outcome, state.unwind(), state.unwind().flatMap(UnwindReason::step), state.data()));
    apply(new SagaEvent.Ended(outcome, context.nowMs() + context.tombstoneRetention().toMillis()));
  }
}
