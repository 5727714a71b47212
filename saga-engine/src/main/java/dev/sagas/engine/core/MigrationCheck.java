package dev.sagas.engine.core;

import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.SignalName;
import dev.sagas.protocol.StepName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether a saga in its state can continue under another version of its definition (R19).
 *
 * <ul>
 *   <li>It can if the state is one to which the other version could have led from the start: what
 *       was begun is the beginning of that version's plan, in order, and of the same kinds.
 *   <li>Every reason why it cannot is found, in the order of the checks below.
 * </ul>
 */
final class MigrationCheck {
  private final SagaState state;
  private final Optional<SagaPlan> source;
  private final SagaPlan target;
  private final List<String> problems = new ArrayList<>();

  private MigrationCheck(SagaState state, Optional<SagaPlan> source, SagaPlan target) {
    this.state = state;
    this.source = source;
    this.target = target;
  }

  /**
   * Every reason why a saga in this state cannot continue under the target; empty if it can.
   *
   * @param source the plan that it is on, if that is deployed
   */
  static List<String> problems(
      SagaState state, Optional<SagaPlan> source, ExecutableSaga targetSaga) {
    SagaPlan target = targetSaga.plan();
    MigrationCheck check = new MigrationCheck(state, source, target);
    targetSaga
        .problemWith(state.data())
        .ifPresent(problem -> check.problems.add("its data: " + problem));
    check.checkSteps();
    check.problems.addAll(MigrationOrder.problems(state, target));
    check.checkPivot();
    check.checkIncidents();
    check.checkRestart();
    check.checkSignals();
    return check.problems;
  }

  private void problem(StepState step, String text) {
    problems.add("step " + step.name() + " " + text);
  }

  private void checkSteps() {
    for (StepState step : state.steps().all()) {
      if (step.status().isExecuting() || step.status().isUndoing()) {
        problem(step, "has an outstanding command; pause, and wait for it");
      }
      Optional<StepPlan> plan = target.find(step.name());
      if (plan.isEmpty()) {
        problem(step, "was begun and is not in it");
        continue;
      }
      Optional<String> otherKind =
          plan.get()
              .accept(new MigrationKind(state, source.flatMap(p -> p.find(step.name())), step));
      if (otherKind.isPresent()) {
        problem(step, otherKind.get());
      } else {
        checkUndo(step, plan.get());
      }
    }
  }

  /** What the old version would undo, the new one must be able to undo. */
  private void checkUndo(StepState step, StepPlan plan) {
    boolean givenUp = step.status() == StepStatus.COMPENSATION_GIVEN_UP;
    boolean undoable = plan.compensate().isPresent();
    if (step.attempt() == 0 || !(step.awaitsUndo() || givenUp) || isPivotThrough()) {
      return;
    }
    if (!undoable) {
      if (givenUp) {
        problem(step, "was to be undone, and has no undo in it");
      } else if (source.isEmpty()) {
        problem(
            step,
            """
            has no undo in it, and whether it had one cannot be known until version %s is \
            deployed\
            """
                .formatted(state.identity().version()));
      } else if (source.get().find(step.name()).flatMap(StepPlan::compensate).isPresent()) {
        problem(step, "took effect with an undo, and has none in it");
      }
    } else if (step.outcomeKnown()
        && step.reply().isEmpty()
        && plan.asCommand().filter(StepPlan.Command::keepsReply).isPresent()) {
      problem(step, "has an undo in it that wants the reply, which was not kept");
    }
  }

  private Optional<StepPlan> targetPivot() {
    return target.steps().stream().filter(StepPlan::pivot).findFirst();
  }

  /** True if nothing is undone any more. */
  private boolean isPivotThrough() {
    return state.control().pivotSent()
        && targetPivot()
            .flatMap(pivot -> state.step(pivot.name()))
            .filter(pivot -> pivot.status().isDone())
            .isPresent();
  }

  private void checkPivot() {
    boolean wasSent = state.control().pivotSent();
    Optional<StepPlan> pivot = targetPivot();
    if (pivot.isEmpty()) {
      if (wasSent) {
        problems.add("a pivot was sent, and it has none");
      }
      return;
    }
    StepName name = pivot.get().name();
    Optional<StepState> begun = state.step(name).filter(step -> step.attempt() > 0);
    boolean isOther =
        wasSent
            && source.flatMap(plan -> plan.find(name)).filter(step -> !step.pivot()).isPresent();
    if ((begun.isEmpty() && wasSent) || isOther) {
      problems.add("its pivot " + name + " is not the one sent");
    } else if (begun.isPresent() && !wasSent) {
      problems.add("its pivot " + name + " was sent as another step");
    } else if (wasSent && (state.status() == SagaStatus.RUNNING) == isRejected(begun.get())) {
      problems.add("its pivot " + name + " would not have led to where the saga is");
    }
  }

  private static boolean isRejected(StepState pivot) {
    return pivot.status() == StepStatus.REJECTED;
  }

  /** What an incident is about follows from the position of the step: at the pivot, or after it. */
  private void checkIncidents() {
    for (Incident incident : state.incidents()) {
      Optional<StepName> pivot = targetPivot().map(StepPlan::name);
      boolean isOfPivot = incident.step().isPresent() && incident.step().equals(pivot);
      boolean fits =
          switch (IncidentCode.valueOf(incident.code())) {
            case PIVOT_OUTCOME_UNKNOWN -> isOfPivot;
            case REJECTED_AFTER_PIVOT, EXHAUSTED_AFTER_PIVOT -> !isOfPivot;
            case DEFINITION_FAULT,
                FUNCTION_TIMED_OUT,
                VERSION_MISSING,
                WAIT_TIMED_OUT,
                COMPENSATION_REJECTED,
                COMPENSATION_EXHAUSTED,
                FENCE_EXPIRED,
                ENGINE_FAULT,
                TOPIC_MISSING,
                OUTPUT_TOO_LARGE ->
                true;
          };
      if (!fits) {
        problems.add("its incident " + incident.code() + " would not have been raised by it");
      }
    }
  }

  /** A restart that is under way must be one that the target could have begun. */
  private void checkRestart() {
    Optional<StepName> first = state.control().restartFrom();
    Optional<SagaPlan.Place> from = first.flatMap(target::place);
    if (from.isEmpty()) {
      first.ifPresent(
          step ->
              problems.add("step " + step + " is not in it, and a restart from it is under way"));
      return;
    }
    for (StepState step : state.steps().all()) {
      Optional<SagaPlan.Place> place = target.place(step.name());
      if (place.isEmpty()) {
        continue;
      }
      boolean runsAgain = place.get().stage() >= from.get().stage();
      boolean isLeft =
          step.status() == StepStatus.COMPENSATION_GIVEN_UP
              && state.incidentOf(step.name()).isEmpty();
      if (runsAgain ? isLeft : !step.status().isDone()) {
        problem(step, "is in the way of the restart that is under way");
      }
    }
  }

  /** No early signal that a step would take may be lost. */
  private void checkSignals() {
    boolean mayUseThem =
        state.status() == SagaStatus.RUNNING || state.control().restartFrom().isPresent();
    List<SignalName> names = state.signals().stream().map(BufferedSignal::name).distinct().toList();
    for (SignalName name : mayUseThem ? names : List.<SignalName>of()) {
      List<BufferedSignal> kept =
          state.signals().stream().filter(signal -> signal.name().equals(name)).toList();
      long usable =
          Math.min(kept.size(), source.map(plan -> toCome(plan, name)).orElse((long) kept.size()));
      List<StepPlan.Signal> waits = target.waitsFor(name);
      boolean taken =
          toCome(target, name) >= usable
              && kept.stream()
                  .allMatch(
                      signal ->
                          waits.stream().allMatch(wait -> wait.signalType().equals(signal.type())));
      if (usable > 0 && !taken) {
        problems.add("no step takes the early signal " + name);
      }
    }
  }

  /** How many steps may still use a signal. */
  private long toCome(SagaPlan plan, SignalName name) {
    return plan.waitsFor(name).stream()
        .map(wait -> state.step(wait.name()))
        .filter(
            step ->
                step.isEmpty()
                    || step.get().status() == StepStatus.PENDING
                    || step.get().status() == StepStatus.WAITING
                    || isUndone(step.get()))
        .count();
  }

  /** In a restart what is undone runs again. */
  private boolean isUndone(StepState step) {
    return state.control().restartFrom().isPresent() && !step.status().isDone();
  }
}
