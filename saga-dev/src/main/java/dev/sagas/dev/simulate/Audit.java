package dev.sagas.dev.simulate;

import static dev.sagas.dev.simulate.InvariantBroken.unless;

import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.StepStatus;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.DeduplicationKey;
import java.util.Optional;

/** What must hold when all is over: every saga has ended as its outcome and the books say. */
final class Audit {
  private static final int EVERY = 8;

  private Audit() {}

  static void check(SagaCase saga) {
    SimulatedSaga engine = saga.engine();
    Optional<SagaState> state = engine.state();
    unless(
        state.isEmpty() || state.get().status().isTerminal(),
        Invariant.NO_SAGA_LOST,
        () -> "it never ends: " + state.map(SagaState::status));
    unless(!engine.isDirty(), Invariant.NO_SAGA_LOST, "its last records were not committed");
    unless(
        !engine.journal().isEmpty() || engine.isRefused(),
        Invariant.NO_SAGA_LOST,
        "it never began");
    for (Judge.EndedRun run : engine.judge().ended()) {
      check(run, saga.ledger());
    }
    if (saga.index() % EVERY == 0) {
      Judge.replay(engine.journal(), state);
    }
  }

  private static void check(Judge.EndedRun run, Ledger ledger) {
    for (ReferenceStep step : run.reference().steps.values()) {
      if (step.plan.asCommand().isPresent()) {
        boolean inEffect = ledger.isInEffect(run.reference().identity.run(), step.name);
        switch (run.outcome().outcome()) {
          case COMPLETED -> completed(run, step, inEffect, ledger);
          case COMPENSATED ->
              unless(
                  !inEffect || !step.isUndoable(),
                  Invariant.OUTCOME_TRUE,
                  () -> "the saga is compensated, but step " + step.name + " is in effect");
          case ENDED_BY_OPERATOR -> endedByHand(run, step, inEffect);
          case RUNNING, STOPPING, COMPENSATING, REFUSED ->
              throw new InvariantBroken(
                  Invariant.ONE_OUTCOME, "the outcome is " + run.outcome().outcome());
        }
      }
    }
  }

  private static void completed(
      Judge.EndedRun run, ReferenceStep step, boolean inEffect, Ledger ledger) {
    if (step.status == StepStatus.SUCCEEDED) {
      DeduplicationKey key =
          new DeduplicationKey(
              run.reference().identity.id(),
              run.reference().identity.run(),
              step.name,
              Action.EXECUTE,
              step.executes.epoch());
      unless(
          ledger.isInEffect(key),
          Invariant.OUTCOME_TRUE,
          () -> "the saga is completed, but step " + step.name + " is not in effect");
    } else {
      boolean maybe = step.sequence.isPresent() || !step.isUndoable();
      unless(
          !inEffect || maybe,
          Invariant.OUTCOME_TRUE,
          () -> "the saga is completed without step " + step.name + ", which is in effect");
    }
  }

  /** What was turned back from, and has nothing to undo, counts as undone. */
  private static void endedByHand(Judge.EndedRun run, ReferenceStep step, boolean inEffect) {
    boolean counts = step.isUndoable() || !run.reference().unwound;
    unless(
        !inEffect || !counts || run.outcome().effectsLeft().contains(step.name),
        Invariant.OUTCOME_TRUE,
        () -> "step " + step.name + " is in effect, but not among the effects left");
  }
}
