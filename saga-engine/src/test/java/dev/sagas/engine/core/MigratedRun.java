package dev.sagas.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.protocol.Action;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.StepName;
import dev.sagas.protocol.StepOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** One saga that is moved to another plan at a random moment, and then left to run to its end. */
final class MigratedRun {
  private static final int STORMY_INPUTS = 14;
  private static final int CALM_INPUTS = 400;

  private final ScriptedSaga source;
  private final ScriptedSaga target;
  private final Random random;
  private final SagaRun run;
  private final List<SagaEffect.SendCommand> unanswered = new ArrayList<>();
  private final boolean rejectsOnce;
  private int seen;
  private int movedAtEvent;

  MigratedRun(String before, String after, Random random) {
    this.source = ScriptedSaga.of(before);
    this.target = ScriptedSaga.of(after).withVersion(2);
    this.random = random;
    this.rejectsOnce = random.nextInt(3) == 0;
    source.plan().steps().stream()
        .filter(step -> step.conditional() && random.nextBoolean())
        .forEach(step -> source.passOver(step.name().value()));
    if (random.nextInt(4) == 0) {
      String faulty = source.plan().steps().get(0).name().value();
      source.breakFunction((random.nextBoolean() ? "compensation:" : "reply:") + faulty);
    }
    this.run = new SagaRun(source).started();
    noteSent();
  }

  private void noteSent() {
    unanswered.addAll(run.sent().subList(seen, run.sent().size()));
    seen = run.sent().size();
  }

  boolean isOver() {
    return run.state().status().isTerminal();
  }

  private void input(SagaInput input) {
    Decision unused = run.input(input);
    noteSent();
  }

  /** Anything may happen, but the saga does not end. */
  void storm() {
    int inputs = random.nextInt(STORMY_INPUTS);
    for (int i = 0; i < inputs && !isOver(); i++) {
      switch (random.nextInt(9)) {
        case 0, 1, 2, 3 -> answerOne();
        case 4 -> signal();
        case 5 -> ring();
        default -> operate();
      }
    }
    if (!isOver() && random.nextInt(4) > 0) {
      input(run.operation(OperationKind.PAUSE, Optional.empty()));
      while (!unanswered.isEmpty() && !isOver()) {
        answerOne();
      }
    }
  }

  private void answerOne() {
    if (unanswered.isEmpty()) {
      return;
    }
    SagaEffect.SendCommand command = unanswered.remove(random.nextInt(unanswered.size()));
    int dice = random.nextInt(10);
    StepOutcome outcome =
        dice == 0 ? StepOutcome.REJECTED : dice == 1 ? StepOutcome.FAILED : StepOutcome.SUCCEEDED;
    input(SagaRun.replyInput(command.commandId(), outcome, "ok"));
  }

  private void signal() {
    List<StepPlan> steps =
        run.state().identity().version() == 1 ? source.plan().steps() : target.plan().steps();
    String name = steps.get(random.nextInt(steps.size())).name().value();
    Decision unused = run.signal(name, random.nextInt(4) == 0 ? "no" : "yes");
    noteSent();
  }

  private void ring() {
    if (run.nextDue().isPresent()) {
      Decision unused = run.ring();
      noteSent();
    }
  }

  private void operate() {
    OperationKind[] kinds = {
      OperationKind.PAUSE,
      OperationKind.RESUME,
      OperationKind.CANCEL,
      OperationKind.COMPENSATE,
      OperationKind.RETRY,
      OperationKind.SKIP,
      OperationKind.FAIL,
      OperationKind.RESTART
    };
    List<StepPlan> steps = source.plan().steps();
    StepName step = steps.get(random.nextInt(steps.size())).name();
    input(run.operation(kinds[random.nextInt(kinds.length)], Optional.of(step)));
  }

  /** Why the move was refused; empty if it was made. */
  Optional<String> migrate() {
    run.deploy(target);
    movedAtEvent = run.events().size();
    Decision decision = run.input(run.migration(2));
    noteSent();
    return decision instanceof Decision.Rejected rejected
        ? Optional.of(rejected.message())
        : Optional.empty();
  }

  /** Participants answer, signals come, operators resume and retry: it must end. */
  void calm() {
    source.mend();
    int left = CALM_INPUTS;
    input(run.operation(OperationKind.RESUME, Optional.empty()));
    while (!isOver() && left-- > 0) {
      calmInput();
    }
    assertThat(isOver()).as("ends: %s", run.stored()).isTrue();
  }

  private void calmInput() {
    List<StepState> waiting =
        run.state().steps().open().stream()
            .filter(step -> step.status() == StepStatus.WAITING)
            .toList();
    if (!unanswered.isEmpty()) {
      SagaEffect.SendCommand command = unanswered.remove(0);
      boolean rejects =
          rejectsOnce
              && command.commandId().key().action() == Action.EXECUTE
              && random.nextInt(4) == 0;
      input(
          SagaRun.replyInput(
              command.commandId(), rejects ? StepOutcome.REJECTED : StepOutcome.SUCCEEDED, "ok"));
    } else if (!run.state().incidents().isEmpty()) {
      Incident first = run.state().incidents().get(0);
      boolean lost = first.code().equals(IncidentCode.REJECTED_AFTER_PIVOT.name());
      input(run.operation(lost ? OperationKind.SKIP : OperationKind.RETRY, first.step()));
    } else if (!waiting.isEmpty()) {
      Decision unused = run.signal(waiting.get(0).target().orElseThrow(), "yes");
      noteSent();
    } else {
      ring();
    }
  }

  /** Checks what the target plan promises, by the events alone. */
  SagaStatus checkEnd() {
    Map<StepName, Integer> done = new LinkedHashMap<>();
    Map<StepName, Integer> begun = new HashMap<>();
    Map<StepName, Integer> effects = new HashMap<>();
    List<SagaEvent> events = run.events();
    for (int at = 0; at < events.size(); at++) {
      note(events.get(at), at, done, begun, effects);
    }
    SagaStatus end = run.state().status();
    if (end == SagaStatus.COMPLETED) {
      checkCompleted(done, begun);
    } else if (end == SagaStatus.COMPENSATED) {
      checkCompensated(effects);
    }
    return end;
  }

  private void note(
      SagaEvent event,
      int at,
      Map<StepName, Integer> done,
      Map<StepName, Integer> begun,
      Map<StepName, Integer> effects) {
    if (event instanceof ControlEvent.Restarted restarted) {
      restarted.reopened().forEach(step -> forget(step, done, begun));
    } else if (event instanceof SagaEvent.CommandIssued issued) {
      if (issued.action() == Action.EXECUTE) {
        begun.putIfAbsent(issued.step(), at);
      }
    } else if (event instanceof SagaEvent.WaitBegun wait) {
      begun.putIfAbsent(wait.step(), at);
    } else if (event instanceof SagaEvent.SleepBegun sleep) {
      begun.putIfAbsent(sleep.step(), at);
    } else if (event instanceof SagaEvent.StepSucceeded succeeded) {
      begun.putIfAbsent(succeeded.step(), at);
      assertThat(done.put(succeeded.step(), at)).as("%s ran once", succeeded.step()).isNull();
      effects.put(succeeded.step(), at);
    } else if (event instanceof SagaEvent.StepSkipped skipped) {
      begun.putIfAbsent(skipped.step(), at);
      done.put(skipped.step(), at);
      if (skipped.sequence().isPresent()) {
        effects.put(skipped.step(), at);
      }
    } else if (event instanceof SagaEvent.OutcomeUnknown unknown) {
      effects.put(unknown.step(), at);
    } else if (event instanceof SagaEvent.StepRejected refused) {
      effects.remove(refused.step());
    } else if (event instanceof SagaEvent.CompensationGivenUp left) {
      effects.remove(left.step());
    } else if (event instanceof SagaEvent.StepCompensated compensated) {
      checkUndoOrder(compensated.step(), at, effects, done);
      boolean hadUndo =
          source.plan().find(compensated.step()).flatMap(StepPlan::compensate).isPresent();
      boolean sent =
          run.sent().stream().anyMatch(command -> isExecuteOf(compensated.step(), command));
      int effectAt = effects.getOrDefault(compensated.step(), at);
      if (at >= movedAtEvent && effectAt < movedAtEvent && hadUndo && sent) {
        assertThat(compensated.commanded()).as("%s is undone", compensated.step()).isTrue();
      }
      effects.remove(compensated.step());
      done.remove(compensated.step());
    }
  }

  private static boolean isExecuteOf(StepName step, SagaEffect.SendCommand command) {
    return command.commandId().key().step().equals(step)
        && command.commandId().key().action() == Action.EXECUTE;
  }

  private static void forget(
      StepName step, Map<StepName, Integer> done, Map<StepName, Integer> begun) {
    done.remove(step);
    begun.remove(step);
  }

  /** After the move: whatever the target runs after the step is undone before it. */
  private void checkUndoOrder(
      StepName step, int at, Map<StepName, Integer> effects, Map<StepName, Integer> done) {
    if (at < movedAtEvent || !effects.containsKey(step)) {
      return;
    }
    for (StepName other : effects.keySet()) {
      assertThat(isBefore(step, other))
          .as("%s is undone although %s has an effect; done %s", step, other, done)
          .isFalse();
    }
  }

  /** A step passed over before the move left nothing behind: its place in the order is no state. */
  private boolean leftNothing(StepName step, int doneAt) {
    return doneAt < movedAtEvent
        && run.events().get(doneAt) instanceof SagaEvent.StepSkipped skipped
        && skipped.step().equals(step)
        && skipped.sequence().isEmpty();
  }

  private void checkCompleted(Map<StepName, Integer> done, Map<StepName, Integer> begun) {
    List<StepName> planned = target.plan().steps().stream().map(StepPlan::name).toList();
    assertThat(done.keySet()).as("all of it ran").containsExactlyInAnyOrderElementsOf(planned);
    for (StepName one : planned) {
      for (StepName other : planned) {
        if (isBefore(one, other) && !leftNothing(other, done.get(other))) {
          assertThat(done.get(one)).as("%s ran before %s", one, other).isLessThan(done.get(other));
          boolean afterTheMove = begun.get(other) >= movedAtEvent;
          if (afterTheMove) {
            assertThat(done.get(one)).as("%s, then %s", one, other).isLessThan(begun.get(other));
          }
        }
      }
    }
  }

  private void checkCompensated(Map<StepName, Integer> effects) {
    assertThat(effects.keySet()).as("effects that are left").isEmpty();
  }

  private boolean isBefore(StepName one, StepName other) {
    SagaPlan plan = target.plan();
    Optional<SagaPlan.Place> first = plan.place(one);
    Optional<SagaPlan.Place> second = plan.place(other);
    if (first.isEmpty() || second.isEmpty()) {
      return false;
    }
    int stages = Integer.compare(first.get().stage(), second.get().stage());
    List<StepName> order = plan.steps().stream().map(StepPlan::name).toList();
    return stages < 0
        || (stages == 0
            && first.get().branch() == second.get().branch()
            && order.indexOf(one) < order.indexOf(other));
  }
}
