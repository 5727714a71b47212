package dev.sagas.engine.core;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The cells of one status in the {@link StepTable}, in the making. */
final class StepRow {
  private final StepStatus status;
  private final Map<StepTrigger, StepTable.Entry> cells = new EnumMap<>(StepTrigger.class);

  StepRow(StepStatus status) {
    this.status = status;
  }

  /** The trigger leads to one of the targets. */
  StepRow on(StepTrigger trigger, StepTable.Rule rule, StepStatus first, StepStatus... more) {
    return put(
        trigger,
        new StepTable.Cell(StepTable.Effect.MOVES, EnumSet.of(first, more), Optional.empty()),
        rule);
  }

  /** Replies that count no more, or not yet (R4). */
  StepRow stale(StepTrigger... triggers) {
    for (StepTrigger trigger : triggers) {
      nothing(trigger, "counts no more, or not yet (R4)", ReplyRules::stale);
    }
    return this;
  }

  /** An answer to a command that was not sent is foreign before it comes to the step. */
  StepRow noCompensateSent() {
    return never(
        "no compensate was sent in this epoch",
        StepTrigger.COMPENSATE_SUCCEEDED,
        StepTrigger.COMPENSATE_REJECTED,
        StepTrigger.COMPENSATE_FAILED);
  }

  StepRow staleCompensates() {
    return stale(
        StepTrigger.COMPENSATE_SUCCEEDED,
        StepTrigger.COMPENSATE_REJECTED,
        StepTrigger.COMPENSATE_FAILED);
  }

  StepRow staleExecutes() {
    return stale(
        StepTrigger.EXECUTE_SUCCEEDED, StepTrigger.EXECUTE_REJECTED, StepTrigger.EXECUTE_FAILED);
  }

  /** Operators' actions that have nothing to act on. */
  StepRow noRetry() {
    return nothing(StepTrigger.RETRY, "nothing to try again", StepOperations::nothingToRetry);
  }

  StepRow noSkip() {
    return nothing(StepTrigger.SKIP, "nothing to skip", StepOperations::nothingToSkip);
  }

  StepRow noFail() {
    return nothing(StepTrigger.FAIL, "nothing that could fail", StepOperations::nothingToFail);
  }

  private StepRow nothing(StepTrigger trigger, String reason, StepTable.Rule rule) {
    return put(
        trigger, new StepTable.Cell(StepTable.Effect.NOTHING, Set.of(), Optional.of(reason)), rule);
  }

  /** The trigger cannot happen in this status. */
  StepRow never(String reason, StepTrigger... triggers) {
    for (StepTrigger trigger : triggers) {
      put(
          trigger,
          new StepTable.Cell(StepTable.Effect.IMPOSSIBLE, Set.of(), Optional.of(reason)),
          step -> {
            throw new IllegalStateException(
                "Expected no %s for step %s in %s: %s"
                    .formatted(trigger, step.name(), status, reason));
          });
    }
    return this;
  }

  private StepRow put(StepTrigger trigger, StepTable.Cell cell, StepTable.Rule rule) {
    if (cells.put(trigger, new StepTable.Entry(cell, rule)) != null) {
      throw new IllegalStateException("Two cells for " + status + " and " + trigger);
    }
    return this;
  }

  Map<StepTrigger, StepTable.Entry> cells() {
    for (StepTrigger trigger : StepTrigger.values()) {
      if (!cells.containsKey(trigger)) {
        throw new IllegalStateException("No cell for " + status + " and " + trigger);
      }
    }
    return cells;
  }
}
