package dev.sagas.dev.simulate;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.OperationKind;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.core.SagaInput.OperationSubject;
import dev.sagas.engine.core.SagaInput.OperatorOrder;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.StepState;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.StepName;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What operators do to one saga: anything at random during the storm. */
final class OperatorActions {
  private static final long WITHIN_MS = 12_000;
  private static final long PAUSE_MS = 6_000;
  private static final OperationKind[] KINDS = {
    OperationKind.PAUSE,
    OperationKind.PAUSE,
    OperationKind.PAUSE,
    OperationKind.RESUME,
    OperationKind.CANCEL,
    OperationKind.CANCEL,
    OperationKind.COMPENSATE,
    OperationKind.RETRY,
    OperationKind.RETRY,
    OperationKind.RETRY,
    OperationKind.SKIP,
    OperationKind.SKIP,
    OperationKind.FAIL,
    OperationKind.FAIL,
    OperationKind.EDIT_DATA,
    OperationKind.RESTART,
    OperationKind.RESTART,
    OperationKind.MIGRATE,
    OperationKind.MIGRATE,
    OperationKind.END
  };

  private final SagaCase saga;
  private final Surroundings world;
  private final Participants participants;
  private int orders;

  OperatorActions(SagaCase saga, Surroundings world, Participants participants) {
    this.saga = saga;
    this.world = world;
    this.participants = participants;
  }

  /** Plans what operators do at random. */
  void plan(long startsAtMs) {
    for (int number = 0; number < saga.rates().operators(); number++) {
      long key = Dice.key(77, number);
      long atMs = startsAtMs + saga.dice().between(1, WITHIN_MS, key);
      world.timeline().at(atMs, () -> act(key));
    }
  }

  private void act(long key) {
    if (!saga.strikes(SimulatedFaultKind.OPERATION, key)) {
      return;
    }
    OperationKind kind = KINDS[(int) saga.dice().between(0, KINDS.length - 1, key)];
    Optional<StepName> step = anyStep(Dice.key(key, 1));
    boolean dryRun = saga.dice().between(0, 9, Dice.key(key, 2)) == 0;
    if (kind == OperationKind.FAIL && !dryRun && !maySayFailed(step)) {
      return;
    }
    SagaInput.Operation operation = operation("random-" + (key >>> 48), kind, step, dryRun);
    saga.append(operation);
    if (kind == OperationKind.PAUSE) {
      long ms = saga.dice().between(1, PAUSE_MS, Dice.key(key, 3));
      world.timeline().after(ms, () -> order(OperationKind.RESUME, Optional.empty()));
    }
    if (kind != OperationKind.FAIL && saga.strikes(SimulatedFaultKind.OPERATION_DUPLICATED, key)) {
      long ms = saga.dice().between(0, PAUSE_MS, Dice.key(key, 4));
      world.timeline().after(ms, () -> saga.append(operation));
    }
  }

  /** Mostly one that has something open, else any. */
  private Optional<StepName> anyStep(long key) {
    long dice = saga.dice().between(0, 9, key);
    Optional<SagaState> state = saga.engine().state();
    List<StepName> open =
        state.stream()
            .flatMap(live -> live.steps().all().stream())
            .filter(
                step -> step.status().isOpen() || state.get().incidentOf(step.name()).isPresent())
            .map(StepState::name)
            .toList();
    List<StepName> all = saga.sketch().steps().stream().map(StepSketch::name).toList();
    if (dice == 0) {
      return Optional.empty();
    }
    List<StepName> of = dice < 7 && !open.isEmpty() ? open : all;
    return Optional.of(of.get((int) saga.dice().between(0, of.size() - 1, Dice.key(key, 9))));
  }

  /**
   * An operator who declares a pivot as failed has verified it: the participant has no effect of it
   * and will have none.
   */
  private boolean maySayFailed(Optional<StepName> name) {
    Optional<SagaState> state = saga.engine().state();
    boolean pivot =
        saga.sketch().steps().stream()
            .anyMatch(step -> step.plan().pivot() && name.equals(Optional.of(step.name())));
    if (!pivot || state.isEmpty() || state.get().status().isTerminal()) {
      return true;
    }
    int epoch = name.flatMap(state.get()::step).map(StepState::epoch).orElse(1);
    return participants.fenceOff(
        new DeduplicationKey(
            saga.engine().id(),
            state.get().identity().run(),
            name.orElseThrow(),
            Action.EXECUTE,
            epoch));
  }

  /** An action on purpose. */
  void order(OperationKind kind, Optional<StepName> step) {
    saga.append(operation("order-" + orders++, kind, step, false));
  }

  private SagaInput.Operation operation(
      String id, OperationKind kind, Optional<StepName> step, boolean dryRun) {
    long key = Dice.key(id.hashCode(), 5);
    Bytes data =
        saga.dice().between(0, 4, key) == 0
            ? SyntheticSaga.badData()
            : SyntheticSaga.data(saga.dice().bits(key));
    return new SagaInput.Operation(
        saga.engine().id(),
        kind,
        new OperatorOrder(id, "operator", "The simulation wants it"),
        new OperationSubject(
            step,
            kind == OperationKind.EDIT_DATA ? Optional.of(data) : Optional.empty(),
            kind == OperationKind.MIGRATE
                ? OptionalInt.of((int) saga.dice().between(1, 3, Dice.key(key, 1)))
                : OptionalInt.empty()),
        dryRun);
  }
}
