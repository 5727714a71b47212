package dev.sagas.audit;

import dev.sagas.engine.core.ControlEvent;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SelectiveEventVisitor;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.StepName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Follows one run's effects and checks that they are undone in reverse (R8, R9, R13).
 *
 * <ul>
 *   <li>A compensation begins when no newer effect is left, and none other is being undone, except
 *       in another branch of a group that is undone in parallel.
 *   <li>An effect that was given up, or whose compensation could not be made, does not hold up
 *       others: what an operator orders for it later is exempt from that order.
 *   <li>Only what succeeded, became unknown, or was skipped with an effect is undone; a run that
 *       ended as compensated, or goes forward again, leaves none of it.
 *   <li>Nothing is undone after the pivot succeeded.
 * </ul>
 */
final class UndoOrder {
  private final Map<StepName, Effect> effects = new HashMap<>();
  private final Map<String, StepName> incidents = new HashMap<>();
  private Optional<StepName> pivot = Optional.empty();
  private boolean pivotSucceeded;
  private boolean orderUnproven;

  /** The problem of an event. */
  record Problem(ViolationCode code, String message) {}

  private enum Phase {
    LEFT,
    UNDOING,
    GIVEN_UP
  }

  /**
   * An effect that is not undone.
   *
   * @param commanded true once a compensate was sent
   * @param outOfOrder true once it was given up
   */
  private record Effect(long sequence, Phase phase, boolean commanded, boolean outOfOrder) {
    static Effect of(long sequence) {
      return new Effect(sequence, Phase.LEFT, false, false);
    }

    Effect sent() {
      return new Effect(sequence, Phase.UNDOING, true, outOfOrder);
    }

    Effect givenUp() {
      return new Effect(sequence, Phase.GIVEN_UP, commanded, true);
    }
  }

  /** True if something was undone while the order of the definition's steps was not known. */
  boolean isOrderUnproven() {
    return orderUnproven;
  }

  /**
   * Adds an event; returns its problem, if any.
   *
   * @param plan of the definition that the run is on; empty if it is not known
   */
  Optional<Problem> next(SagaEvent event, Optional<UndoPlan> plan) {
    return event.accept(new Next(plan));
  }

  /** What each event does to the effects, and what is wrong with it. */
  private final class Next extends SelectiveEventVisitor<Optional<Problem>> {
    private final Optional<UndoPlan> plan;

    Next(Optional<UndoPlan> plan) {
      this.plan = plan;
    }

    @Override
    protected Optional<Problem> other(SagaEvent event) {
      return Optional.empty();
    }

    @Override
    public Optional<Problem> commandIssued(SagaEvent.CommandIssued event) {
      return issued(event, plan);
    }

    @Override
    public Optional<Problem> stepCompensated(SagaEvent.StepCompensated event) {
      return compensated(event, plan);
    }

    @Override
    public Optional<Problem> restarted(ControlEvent.Restarted event) {
      return allUndone(event.reopened(), "before the run goes forward again");
    }

    @Override
    public Optional<Problem> ended(SagaEvent.Ended event) {
      return event.outcome() == SagaStatus.COMPENSATED
          ? allUndone(effects.keySet().stream().sorted().toList(), "in a compensated run")
          : Optional.empty();
    }

    @Override
    public Optional<Problem> stepSucceeded(SagaEvent.StepSucceeded event) {
      effects.put(event.step(), Effect.of(event.sequence()));
      pivotSucceeded |= pivot.equals(Optional.of(event.step()));
      return Optional.empty();
    }

    @Override
    public Optional<Problem> outcomeUnknown(SagaEvent.OutcomeUnknown event) {
      effects.put(event.step(), Effect.of(event.sequence()));
      return Optional.empty();
    }

    @Override
    public Optional<Problem> stepRejected(SagaEvent.StepRejected event) {
      effects.remove(event.step());
      return Optional.empty();
    }

    @Override
    public Optional<Problem> stepSkipped(SagaEvent.StepSkipped event) {
      effects.remove(event.step());
      event.sequence().ifPresent(sequence -> effects.put(event.step(), Effect.of(sequence)));
      return Optional.empty();
    }

    @Override
    public Optional<Problem> compensationGivenUp(SagaEvent.CompensationGivenUp event) {
      effects.computeIfPresent(event.step(), (step, effect) -> effect.givenUp());
      return Optional.empty();
    }

    @Override
    public Optional<Problem> incidentRaised(SagaEvent.IncidentRaised event) {
      event.step().ifPresent(step -> incidents.put(event.id(), step));
      return Optional.empty();
    }

    @Override
    public Optional<Problem> incidentResolved(SagaEvent.IncidentResolved event) {
      incidents.remove(event.id());
      return Optional.empty();
    }
  }

  private Optional<Problem> issued(SagaEvent.CommandIssued issued, Optional<UndoPlan> plan) {
    StepName step = issued.step();
    if (issued.action() == Action.EXECUTE) {
      // Whatever an attempt before has done: the outcome is open again.
      effects.remove(step);
      pivot = issued.pivot() ? Optional.of(step) : pivot;
      return Optional.empty();
    }
    Effect effect = effects.get(step);
    if (effect == null) {
      return Optional.of(withoutEffect(step));
    }
    Optional<Problem> problem =
        effect.phase() == Phase.LEFT ? begun(step, effect, plan) : Optional.empty();
    effects.put(step, effect.sent());
    return problem;
  }

  private Optional<Problem> compensated(
      SagaEvent.StepCompensated compensated, Optional<UndoPlan> plan) {
    StepName step = compensated.step();
    Effect effect = effects.get(step);
    if (effect == null) {
      return Optional.of(withoutEffect(step));
    }
    Optional<Problem> problem = Optional.empty();
    if (!compensated.commanded()) {
      problem = begun(step, effect, plan);
    } else if (!effect.commanded()) {
      problem =
          Optional.of(
              new Problem(
                  ViolationCode.UNDO_WITHOUT_EFFECT,
                  "Expected a compensate of step " + step + " to be sent before it is undone"));
    }
    effects.remove(step);
    return problem;
  }

  private static Problem withoutEffect(StepName step) {
    return new Problem(
        ViolationCode.UNDO_WITHOUT_EFFECT,
        "Expected step %s to have succeeded or become unknown before it is undone, and only once"
            .formatted(step));
  }

  private Optional<Problem> begun(StepName step, Effect effect, Optional<UndoPlan> plan) {
    if (pivotSucceeded) {
      return Optional.of(
          new Problem(
              ViolationCode.UNDO_AFTER_PIVOT,
              "Expected step %s not to be undone after the pivot %s succeeded"
                  .formatted(step, pivot.map(StepName::value).orElse(""))));
    }
    if (plan.isEmpty()) {
      orderUnproven = true;
      return Optional.empty();
    }
    return effects.entrySet().stream()
        .filter(other -> !other.getKey().equals(step))
        .filter(other -> mustWaitFor(other.getKey(), other.getValue(), effect))
        .filter(other -> !plan.get().sideBySide(step, other.getKey()))
        .findFirst()
        .map(other -> outOfOrder(step, effect, other));
  }

  private boolean mustWaitFor(StepName step, Effect other, Effect effect) {
    return switch (other.phase()) {
      case LEFT -> other.sequence() > effect.sequence() && !incidents.containsValue(step);
      case UNDOING -> !other.outOfOrder();
      case GIVEN_UP -> false;
    };
  }

  private static Problem outOfOrder(
      StepName step, Effect effect, Map.Entry<StepName, Effect> other) {
    return new Problem(
        ViolationCode.UNDO_ORDER,
        "Expected step %s with sequence %s to be undone after step %s with sequence %s"
            .formatted(step, effect.sequence(), other.getKey(), other.getValue().sequence()));
  }

  private Optional<Problem> allUndone(List<StepName> steps, String when) {
    List<StepName> left = steps.stream().filter(effects::containsKey).toList();
    if (left.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Problem(
            ViolationCode.UNDO_MISSING,
            "Expected every effect to be undone " + when + ", but " + left + " are not"));
  }
}
