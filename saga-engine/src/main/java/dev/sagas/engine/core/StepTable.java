package dev.sagas.engine.core;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The state machine of a step, as data: the engine dispatches by it, and the diagram in the
 * reference and the coverage test are generated from it.
 */
public final class StepTable {
  /** What a trigger does in a status. */
  public enum Effect {
    /** It leads to one of its targets. */
    MOVES,
    /** It can happen and changes nothing: it is noted, or refused. */
    NOTHING,
    /** It cannot happen. */
    IMPOSSIBLE
  }

  /**
   * One cell.
   *
   * @param targets the statuses that it can lead to; empty unless it moves
   * @param reason why it changes nothing or cannot happen; empty if it moves
   */
  public record Cell(Effect effect, Set<StepStatus> targets, Optional<String> reason) {
    public Cell {
      targets = Set.copyOf(targets);
    }
  }

  record Entry(Cell cell, Rule rule) {}

  private static final Map<StepStatus, Map<StepTrigger, Entry>> TABLE = build();

  private StepTable() {}

  /** What the trigger does in that status. */
  public static Cell cell(StepStatus status, StepTrigger trigger) {
    return entry(status, trigger).cell();
  }

  static Rule rule(StepStatus status, StepTrigger trigger) {
    return entry(status, trigger).rule();
  }

  private static Entry entry(StepStatus status, StepTrigger trigger) {
    Entry entry = TABLE.getOrDefault(status, Map.of()).get(trigger);
    if (entry == null) {
      throw new IllegalStateException("Expected a cell for " + status + " and " + trigger);
    }
    return entry;
  }

  private static Map<StepStatus, Map<StepTrigger, Entry>> build() {
    Map<StepStatus, Map<StepTrigger, Entry>> table = new EnumMap<>(StepStatus.class);
    for (StepStatus status : StepStatus.values()) {
      StepRow row =
          switch (status) {
            case PENDING -> ForwardRows.pending();
            case EXECUTING -> ForwardRows.executing();
            case EXECUTE_BACKOFF -> ForwardRows.executeBackoff();
            case SLEEPING -> ForwardRows.sleeping();
            case WAITING -> ForwardRows.waiting();
            case SUCCEEDED -> BackwardRows.succeeded();
            case SKIPPED -> BackwardRows.skipped();
            case REJECTED -> BackwardRows.rejected();
            case OUTCOME_UNKNOWN -> BackwardRows.outcomeUnknown();
            case ABANDONED -> BackwardRows.abandoned();
            case COMPENSATING -> BackwardRows.compensating();
            case COMPENSATE_BACKOFF -> BackwardRows.compensateBackoff();
            case COMPENSATED -> BackwardRows.compensated();
            case COMPENSATION_GIVEN_UP -> BackwardRows.givenUp();
          };
      table.put(status, row.cells());
    }
    return table;
  }

  /** What a trigger does to a step in one status. */
  @FunctionalInterface
  interface Rule {
    /** Applies it; returns why it changes nothing, if so. */
    Optional<Decision.Rejected> apply(StepContext step);
  }
}
