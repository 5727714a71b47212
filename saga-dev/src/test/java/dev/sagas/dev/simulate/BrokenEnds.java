package dev.sagas.dev.simulate;

import dev.sagas.engine.core.ControlEvent;
import dev.sagas.engine.core.Decision;
import dev.sagas.engine.core.SagaEffect;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.core.SagaState;
import dev.sagas.protocol.SagaStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rules about ends and states, broken on purpose. */
final class BrokenEnds {
  private BrokenEnds() {}

  static Decision forgetsOutcome(Call call) {
    return call.withEffects(
        effects -> effects.stream().filter(effect -> !isOutcome(effect)).toList());
  }

  static Decision publishesTwice(Call call) {
    return call.withEffects(
        effects -> {
          List<SagaEffect> more = new ArrayList<>(effects);
          effects.stream().filter(BrokenEnds::isOutcome).forEach(more::add);
          return more;
        });
  }

  private static boolean isOutcome(SagaEffect effect) {
    return effect instanceof SagaEffect.PublishOutcome;
  }

  /** The saga completes with the first branch of a group. */
  static Decision completesEarly(Call call) {
    if (!(call.decide() instanceof Decision.Accepted accepted)
        || accepted.state().status() != SagaStatus.RUNNING
        || accepted.events().stream().noneMatch(SagaEvent.StepSucceeded.class::isInstance)) {
      return call.decide();
    }
    List<SagaEvent> events = new ArrayList<>(accepted.events());
    events.add(
        new SagaEvent.Ended(
            SagaStatus.COMPLETED,
            call.context().nowMs() + call.context().tombstoneRetention().toMillis()));
    List<SagaEffect> effects = new ArrayList<>(accepted.effects());
    effects.add(
        new SagaEffect.PublishOutcome(
            SagaStatus.COMPLETED,
            Optional.empty(),
            accepted.state().data(),
            List.of(),
            accepted.state().control().skipped()));
    return call.accepted(events, effects);
  }

  static Decision movesAfterEnd(Call call) {
    boolean ended = call.state().filter(state -> state.status().isTerminal()).isPresent();
    return ended && call.input() instanceof SagaInput.Operation operation
        ? call.accepted(
            List.of(
                new ControlEvent.OperationApplied(
                    operation.operationId(),
                    operation.kind(),
                    operation.actor(),
                    operation.reason())),
            List.of())
        : call.decide();
  }

  /** The state misses the last event. */
  static Decision storesAnotherState(Call call) {
    if (!(call.decide() instanceof Decision.Accepted accepted) || accepted.events().size() < 2) {
      return call.decide();
    }
    List<SagaEvent> told = accepted.events().subList(0, accepted.events().size() - 1);
    SagaState state = ((Decision.Accepted) call.accepted(List.copyOf(told), List.of())).state();
    return new Decision.Accepted(state, accepted.events(), accepted.effects(), accepted.visits());
  }
}
