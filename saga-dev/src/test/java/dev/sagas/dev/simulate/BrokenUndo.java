package dev.sagas.dev.simulate;

import dev.sagas.engine.core.ControlEvent;
import dev.sagas.engine.core.Decision;
import dev.sagas.engine.core.IncidentCode;
import dev.sagas.engine.core.SagaEffect;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.StepState;
import dev.sagas.engine.core.UnwindReason;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.StepName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rules about undoing, broken on purpose. */
final class BrokenUndo {
  private BrokenUndo() {}

  private static Optional<StepName> undone(Decision.Accepted accepted) {
    return accepted.events().stream()
        .filter(SagaEvent.CommandIssued.class::isInstance)
        .map(SagaEvent.CommandIssued.class::cast)
        .filter(issued -> issued.action() == Action.COMPENSATE && issued.attempt() == 1)
        .map(SagaEvent.CommandIssued::step)
        .findFirst();
  }

  private static boolean isUndo(SagaEvent event, StepName step) {
    return event instanceof SagaEvent.CommandIssued issued
        && issued.action() == Action.COMPENSATE
        && issued.step().equals(step);
  }

  private static boolean isUndo(SagaEffect effect, StepName step) {
    return effect instanceof SagaEffect.SendCommand send
        && send.undo().isPresent()
        && send.commandId().key().step().equals(step);
  }

  private static boolean isUndoable(Call call, StepState step) {
    return step.attempt() > 0 && call.command(step.name()).compensate().isPresent();
  }

  static Decision oldestFirst(Call call) {
    if (!(call.decide() instanceof Decision.Accepted accepted)
        || undone(accepted).isEmpty()
        || call.state().isEmpty()) {
      return call.decide();
    }
    StepName newest = undone(accepted).get();
    List<StepState> effects =
        call.state().get().steps().effects().stream()
            .filter(step -> step.attempt() > 0 && isUndoable(call, step))
            .toList();
    if (effects.size() < 2 || effects.get(effects.size() - 1).name().equals(newest)) {
      return accepted;
    }
    StepState oldest = effects.get(effects.size() - 1);
    List<SagaEvent> events =
        accepted.events().stream()
            .map(event -> isUndo(event, newest) ? call.undoEvent(oldest) : event)
            .toList();
    List<SagaEffect> sent =
        accepted.effects().stream()
            .map(
                effect ->
                    isUndo(effect, newest)
                        ? call.undoEffect(oldest, oldest.outcomeKnown())
                        : effect)
            .toList();
    return call.accepted(events, sent);
  }

  static Decision forgetsUnknown(Call call) {
    if (!(call.decide() instanceof Decision.Accepted accepted)) {
      return call.decide();
    }
    Optional<StepName> unknown =
        accepted.effects().stream()
            .filter(SagaEffect.SendCommand.class::isInstance)
            .map(SagaEffect.SendCommand.class::cast)
            .filter(send -> send.undo().filter(undo -> !undo.executeSucceeded()).isPresent())
            .map(send -> send.commandId().key().step())
            .findFirst();
    return unknown.isEmpty()
        ? accepted
        : call.accepted(
            accepted.events().stream()
                .map(
                    event ->
                        isUndo(event, unknown.get())
                            ? new SagaEvent.StepCompensated(unknown.get(), false)
                            : event)
                .toList(),
            accepted.effects().stream().filter(effect -> !isUndo(effect, unknown.get())).toList());
  }

  static Decision undoesRejected(Call call) {
    if (!(call.decide() instanceof Decision.Accepted accepted)
        || accepted.state().status() != SagaStatus.COMPENSATING) {
      return call.decide();
    }
    Optional<StepState> rejected =
        accepted.events().stream()
            .filter(SagaEvent.StepRejected.class::isInstance)
            .flatMap(
                event -> accepted.state().step(((SagaEvent.StepRejected) event).step()).stream())
            .filter(step -> step.attempt() > 0 && isUndoable(call, step))
            .findFirst();
    if (rejected.isEmpty()) {
      return accepted;
    }
    List<SagaEvent> events = new ArrayList<>(accepted.events());
    events.add(call.undoEvent(rejected.get()));
    List<SagaEffect> effects = new ArrayList<>(accepted.effects());
    effects.add(call.undoEffect(rejected.get(), false));
    return call.accepted(events, effects);
  }

  static Decision unknownAsSucceeded(Call call) {
    return call.withEffects(
        effects ->
            effects.stream()
                .map(
                    effect ->
                        effect instanceof SagaEffect.SendCommand send && send.undo().isPresent()
                            ? asSucceeded(send)
                            : effect)
                .toList());
  }

  private static SagaEffect asSucceeded(SagaEffect.SendCommand send) {
    return new SagaEffect.SendCommand(
        send.participant(),
        send.commandId(),
        send.payload(),
        send.deadlineAtMs(),
        send.fenceUntilMs(),
        send.undo().map(undo -> new SagaEffect.Undo(undo.undoes(), true)));
  }

  static Decision besidesAttempts(Call call) {
    return call.withEach(
        event ->
            event instanceof ControlEvent.StopRequested stop
                ? new SagaEvent.UnwindStarted(stop.reason())
                : event);
  }

  static Decision pastPivot(Call call) {
    return call.withEach(
        event ->
            event instanceof SagaEvent.IncidentRaised raised && isPastPivot(raised.code())
                ? new SagaEvent.UnwindStarted(
                    new UnwindReason(raised.step(), raised.code().name(), raised.message()))
                : event);
  }

  private static boolean isPastPivot(IncidentCode code) {
    return code == IncidentCode.REJECTED_AFTER_PIVOT || code == IncidentCode.EXHAUSTED_AFTER_PIVOT;
  }
}
