package dev.sagas.dev.simulate;

import dev.sagas.engine.DecideFunction;
import dev.sagas.engine.core.Control;
import dev.sagas.engine.core.Decision;
import dev.sagas.engine.core.DecisionContext;
import dev.sagas.engine.core.DefinitionCatalog;
import dev.sagas.engine.core.SagaEffect;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaEvolver;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.SagaState.SagaProgress;
import dev.sagas.engine.core.StepPlan;
import dev.sagas.engine.core.StepState;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.CommandId;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.StepName;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** A call of the decision function, for rules that break what it comes to. */
record Call(
    DefinitionCatalog definitions,
    Optional<SagaState> state,
    SagaInput input,
    DecisionContext context) {
  /** What the engine decides. */
  Decision decide() {
    return engine(state, input);
  }

  /** What the engine decides on another input. */
  Decision decideOn(SagaInput other) {
    return engine(state, other);
  }

  private Decision engine(Optional<SagaState> before, SagaInput given) {
    return DecideFunction.Factory.DECIDER.over(definitions).decide(before, given, context);
  }

  /** What the engine decides for a saga that forgot its pause, applied to the one that did not. */
  Decision decideWithoutPause() {
    SagaState live = state.orElseThrow();
    Control control = live.control();
    SagaState awake =
        live.withProgress(
            new SagaProgress(
                live.data(),
                live.lastSequence(),
                live.steps(),
                live.signals(),
                live.unwind(),
                live.incidents(),
                new Control(
                    Optional.empty(),
                    control.heldCancel(),
                    control.restartFrom(),
                    control.pivotSent(),
                    control.skipped(),
                    control.operations())));
    return engine(Optional.of(awake), input) instanceof Decision.Accepted accepted
        ? accepted(accepted.events(), accepted.effects())
        : decide();
  }

  /** Another decision with these events, their state, and these effects. */
  Decision accepted(List<SagaEvent> events, List<SagaEffect> effects) {
    SagaState after = SagaEvolver.evolve(state, events, context.nowMs());
    return new Decision.Accepted(after, events, effects, List.of());
  }

  /** The engine's decision with other events. */
  Decision withEvents(UnaryOperator<List<SagaEvent>> change) {
    return decide() instanceof Decision.Accepted accepted
        ? accepted(change.apply(accepted.events()), accepted.effects())
        : decide();
  }

  /** The engine's decision with each event replaced. */
  Decision withEach(UnaryOperator<SagaEvent> change) {
    return withEvents(events -> events.stream().map(change).toList());
  }

  /** The engine's decision with other effects. */
  Decision withEffects(UnaryOperator<List<SagaEffect>> change) {
    return decide() instanceof Decision.Accepted accepted
        ? new Decision.Accepted(
            accepted.state(),
            accepted.events(),
            change.apply(accepted.effects()),
            accepted.visits())
        : decide();
  }

  StepPlan.Command command(StepName step) {
    SagaState live = state.orElseThrow();
    return (StepPlan.Command)
        definitions
            .find(live.identity().type(), live.identity().version())
            .orElseThrow()
            .plan()
            .find(step)
            .orElseThrow();
  }

  /** The event of a first compensate. */
  SagaEvent undoEvent(StepState step) {
    StepPlan.Command plan = command(step.name());
    return new SagaEvent.CommandIssued(
        step.name(),
        Action.COMPENSATE,
        step.epoch(),
        1,
        plan.participant().value(),
        context.nowMs() + plan.compensate().orElseThrow().timeoutMs(),
        OptionalLong.empty(),
        false);
  }

  /** A first compensate. */
  SagaEffect undoEffect(StepState step, boolean succeeded) {
    StepPlan.Command plan = command(step.name());
    SagaState live = state.orElseThrow();
    DeduplicationKey key =
        new DeduplicationKey(
            live.identity().id(),
            live.identity().run(),
            step.name(),
            Action.COMPENSATE,
            step.epoch());
    long dueAtMs = context.nowMs() + plan.compensate().orElseThrow().timeoutMs();
    return new SagaEffect.SendCommand(
        plan.participant(),
        new CommandId(key, 1),
        live.data(),
        dueAtMs,
        dueAtMs + context.fenceRetention().toMillis(),
        Optional.of(new SagaEffect.Undo(key.forAction(Action.EXECUTE), succeeded)));
  }
}
