package dev.sagas.dev.checker;

import dev.sagas.protocol.Action;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

/**
 * Random histories without a violation: sagas of sequential steps that complete, turn back or are
 * still live, with retries, duplicates, unknown outcomes, restarted steps and operators' actions.
 */
final class CorrectHistories {
  private final Random random;
  private final HistoryDraft draft = new HistoryDraft();

  private CorrectHistories(long seed) {
    random = new Random(seed);
  }

  static HistoryDraft of(long seed, int sagas) {
    CorrectHistories histories = new CorrectHistories(seed);
    for (int number = 1; number <= sagas; number++) {
      histories.saga(new SagaWriter(histories.draft, "saga-" + number, number));
    }
    histories.draft.totals.add(new ConservedTotal("money", 1_000, 1_000));
    return histories.draft;
  }

  private void saga(SagaWriter saga) {
    saga.start();
    int steps = 1 + random.nextInt(4);
    Deque<String> undoable = new ArrayDeque<>();
    for (int index = 1; index < steps; index++) {
      String step = "step-" + index;
      execute(saga, step);
      undoable.push(step);
    }
    String last = "step-" + steps;
    switch (random.nextInt(6)) {
      case 0 -> saga.send(last, Action.EXECUTE, 1);
      case 1 -> {
        saga.send(last, Action.EXECUTE, 1).reject(last);
        unwind(saga, undoable);
      }
      case 2 -> {
        unknown(saga, last);
        unwind(saga, undoable);
      }
      case 3 -> {
        saga.turnBackByOperator("op-" + saga.id());
        unwind(saga, undoable);
      }
      case 4 -> {
        execute(saga, last);
        saga.undo(last).raiseEpoch(last);
        execute(saga, last);
        saga.end("COMPLETED");
      }
      default -> {
        execute(saga, last);
        saga.end("COMPLETED");
      }
    }
  }

  private void execute(SagaWriter saga, String step) {
    saga.send(step, Action.EXECUTE, 1 + random.nextInt(3)).effect(step, Action.EXECUTE);
    if (random.nextBoolean()) {
      HistoryRecord sent = draft.last(HistoryTopic.COMMANDS, saga.id());
      draft.append(HistoryTopic.COMMANDS, saga.id(), sent.headers(), sent.value());
    }
    saga.succeed(step);
    if (random.nextBoolean()) {
      saga.note();
    }
  }

  private void unknown(SagaWriter saga, String step) {
    saga.send(step, Action.EXECUTE, 1);
    if (random.nextBoolean()) {
      saga.effect(step, Action.EXECUTE).becomeUnknown(step).undo(step);
    } else {
      saga.becomeUnknown(step).undoNothing(step);
    }
  }

  private void unwind(SagaWriter saga, Deque<String> undoable) {
    for (String step : undoable) {
      saga.send(step, Action.COMPENSATE, 1 + random.nextInt(2));
      saga.effect(step, Action.COMPENSATE).recordUndo(step);
    }
    saga.end("COMPENSATED");
  }
}
