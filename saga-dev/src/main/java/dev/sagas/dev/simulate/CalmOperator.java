package dev.sagas.dev.simulate;

import dev.sagas.engine.core.Incident;
import dev.sagas.engine.core.OperationKind;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.StepState;
import dev.sagas.engine.core.StepStatus;
import dev.sagas.protocol.SignalName;
import dev.sagas.protocol.StepName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * After the storm: looks after one saga until it has ended. Resumes it, sends the signals that it
 * waits for, and resolves each incident: tries again, else skips the step, else compensates, else
 * ends the saga. A saga that nothing moves is lost.
 */
final class CalmOperator {
  private static final long EVERY_MS = 600_000;
  private static final int MAX_ROUNDS = 60;
  private static final OperationKind[] LADDER = {
    OperationKind.RETRY,
    OperationKind.RETRY,
    OperationKind.SKIP,
    OperationKind.COMPENSATE,
    OperationKind.END
  };

  private final SagaCase saga;
  private final Surroundings world;
  private final OperatorActions actions;
  private final Outside outside;
  private final Map<Optional<StepName>, Integer> tries = new HashMap<>();
  private int rounds;
  private boolean awaitsSecondRun;

  CalmOperator(SagaCase saga, Surroundings world, OperatorActions actions, Outside outside) {
    this.saga = saga;
    this.world = world;
    this.actions = actions;
    this.outside = outside;
  }

  /** Looks after the saga now, and again until it has ended. */
  void look() {
    saga.guard(
        () -> {
          Optional<SagaState> state = saga.engine().state();
          if (state.isPresent() && !state.get().status().isTerminal()) {
            lookAfter(state.get());
          } else if (saga.fates().has(SimulatedFaultKind.START_AGAIN) && !awaitsSecondRun) {
            awaitsSecondRun = true;
            long tombstoneMs = SimulatedSaga.TOMBSTONE.toMillis();
            world.timeline().after(tombstoneMs * 2, this::look);
          }
        });
  }

  private void lookAfter(SagaState state) {
    InvariantBroken.unless(
        ++rounds <= MAX_ROUNDS,
        Invariant.NO_SAGA_LOST,
        () -> "after the storm it does not end: " + state.status() + " " + state.steps());
    OptionalLong due = saga.engine().nextDue();
    boolean helped = help(state);
    InvariantBroken.unless(
        helped || due.isPresent(),
        Invariant.NO_SAGA_LOST,
        () -> "nothing is due and nobody is asked: " + state.status() + " " + state.steps());
    long nowMs = world.timeline().nowMs();
    world.timeline().at(Math.max(nowMs, due.orElse(nowMs)) + EVERY_MS, this::look);
  }

  /** True if there was something to do. */
  private boolean help(SagaState state) {
    if (state.control().pause().isPresent()) {
      actions.order(OperationKind.RESUME, Optional.empty());
      return true;
    }
    if (state.sagaIncident().isPresent()) {
      resolve(Optional.empty());
      return true;
    }
    boolean helped = false;
    for (Incident incident : state.incidents()) {
      helped = true;
      resolve(incident.step());
    }
    for (StepState step : state.steps().open()) {
      if (step.status() == StepStatus.WAITING) {
        helped = true;
        long key = Dice.key(rounds, step.name().value().hashCode());
        saga.append(outside.signal(new SignalName(step.target().orElseThrow()), key));
      }
    }
    return helped;
  }

  private void resolve(Optional<StepName> step) {
    int tried = tries.merge(step, 1, Integer::sum);
    OperationKind kind = LADDER[Math.min(tried, LADDER.length) - 1];
    actions.order(kind, step);
  }
}
