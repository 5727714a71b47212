package dev.sagas.engine.core;

import dev.sagas.protocol.SagaStatus;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The state machine of a saga as a whole, as data: the engine dispatches by it, and the diagram in
 * the reference and the coverage test are generated from it.
 */
public final class SagaTable {
  /**
   * What a trigger does in a status.
   *
   * @param targets the statuses that it can lead to; empty if it is always refused
   * @param reason why it cannot happen, or is refused; empty otherwise
   */
  public record Cell(Set<SagaStatus> targets, Optional<String> reason) {
    public Cell {
      targets = Set.copyOf(targets);
    }
  }

  private record Entry(Cell cell, Optional<Rule> rule) {}

  private static final Map<SagaStatus, Map<SagaTrigger, Entry>> TABLE = build();

  private SagaTable() {}

  /** What the trigger does in that status. */
  public static Cell cell(SagaStatus status, SagaTrigger trigger) {
    return entry(status, trigger).cell();
  }

  static Rule rule(SagaStatus status, SagaTrigger trigger) {
    Entry entry = entry(status, trigger);
    return entry
        .rule()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Expected no %s in %s: %s"
                        .formatted(
                            trigger, status, entry.cell().reason().orElse("it has no rule"))));
  }

  private static Entry entry(SagaStatus status, SagaTrigger trigger) {
    Entry entry = TABLE.getOrDefault(status, Map.of()).get(trigger);
    if (entry == null) {
      throw new IllegalStateException("Expected a cell for " + status + " and " + trigger);
    }
    return entry;
  }

  private static Map<SagaStatus, Map<SagaTrigger, Entry>> build() {
    Map<SagaStatus, Map<SagaTrigger, Entry>> table = new EnumMap<>(SagaStatus.class);
    for (SagaStatus status : SagaStatus.values()) {
      Row row =
          switch (status) {
            case RUNNING -> running();
            case STOPPING -> stopping();
            case COMPENSATING -> compensating();
            case COMPLETED, COMPENSATED, REFUSED, ENDED_BY_OPERATOR -> new Row(status).ended();
          };
      table.put(status, row.cells);
    }
    return table;
  }

  private static Row running() {
    return new Row(SagaStatus.RUNNING)
        .inside(SagaTrigger.STEP_FAILED, SagaStatus.STOPPING, SagaStatus.COMPENSATING)
        .inside(SagaTrigger.DEADLINE, SagaStatus.STOPPING, SagaStatus.COMPENSATING)
        .inside(SagaTrigger.ALL_DONE, SagaStatus.COMPLETED)
        .never(SagaTrigger.NOTHING_IN_FLIGHT, "only a saga that stops waits for that")
        .never(SagaTrigger.ALL_UNDONE, "nothing is undone while it goes forward")
        .on(
            SagaTrigger.CANCEL,
            SagaOperations::cancel,
            SagaStatus.RUNNING,
            SagaStatus.STOPPING,
            SagaStatus.COMPENSATING)
        .on(
            SagaTrigger.COMPENSATE,
            SagaOperations::compensate,
            SagaStatus.STOPPING,
            SagaStatus.COMPENSATING)
        .on(
            SagaTrigger.RESTART,
            SagaOperations::restart,
            SagaStatus.STOPPING,
            SagaStatus.COMPENSATING)
        .common();
  }

  private static Row stopping() {
    return new Row(SagaStatus.STOPPING)
        .inside(SagaTrigger.NOTHING_IN_FLIGHT, SagaStatus.COMPENSATING)
        .never(SagaTrigger.STEP_FAILED, "it stops already, for the first reason")
        .never(SagaTrigger.DEADLINE, "it stops already, for the first reason")
        .never(SagaTrigger.ALL_DONE, "nothing is begun while it stops")
        .never(SagaTrigger.ALL_UNDONE, "nothing is undone before it has stopped")
        .on(SagaTrigger.CANCEL, SagaOperations::undoAll, SagaStatus.STOPPING)
        .on(
            SagaTrigger.COMPENSATE,
            SagaOperations::compensateNow,
            SagaStatus.STOPPING,
            SagaStatus.COMPENSATING)
        .on(SagaTrigger.RESTART, SagaOperations::restart, SagaStatus.STOPPING)
        .common();
  }

  private static Row compensating() {
    return new Row(SagaStatus.COMPENSATING)
        .inside(
            SagaTrigger.ALL_UNDONE,
            SagaStatus.COMPENSATED,
            SagaStatus.ENDED_BY_OPERATOR,
            SagaStatus.RUNNING)
        .never(SagaTrigger.STEP_FAILED, "it turns back already")
        .never(SagaTrigger.DEADLINE, "the deadline never applies to compensations (R11)")
        .never(SagaTrigger.ALL_DONE, "nothing is begun while it turns back")
        .never(SagaTrigger.NOTHING_IN_FLIGHT, "it has stopped already")
        .on(SagaTrigger.CANCEL, SagaOperations::undoAll, SagaStatus.COMPENSATING)
        .on(SagaTrigger.COMPENSATE, SagaOperations::undoAll, SagaStatus.COMPENSATING)
        .on(SagaTrigger.RESTART, SagaOperations::restart, SagaStatus.COMPENSATING)
        .common();
  }

  /** The cells of one status. */
  private static final class Row {
    private final SagaStatus status;
    private final Map<SagaTrigger, Entry> cells = new EnumMap<>(SagaTrigger.class);

    Row(SagaStatus status) {
      this.status = status;
    }

    /** An operator's action. */
    Row on(SagaTrigger trigger, Rule rule, SagaStatus first, SagaStatus... more) {
      cells.put(
          trigger,
          new Entry(new Cell(EnumSet.of(first, more), Optional.empty()), Optional.of(rule)));
      return this;
    }

    /** What the engine itself finds. */
    Row inside(SagaTrigger trigger, SagaStatus first, SagaStatus... more) {
      cells.put(
          trigger,
          new Entry(new Cell(EnumSet.of(first, more), Optional.empty()), Optional.empty()));
      return this;
    }

    Row never(SagaTrigger trigger, String reason) {
      cells.put(trigger, new Entry(new Cell(Set.of(), Optional.of(reason)), Optional.empty()));
      return this;
    }

    /** What every live saga accepts. */
    Row common() {
      on(SagaTrigger.PAUSE, SagaOperations::pause, status);
      on(SagaTrigger.RESUME, SagaOperations::resume, status);
      on(SagaTrigger.EDIT_DATA, SagaOperations::editData, status);
      on(SagaTrigger.MIGRATE, Migration::migrate, status);
      return on(SagaTrigger.END, SagaOperations::end, SagaStatus.ENDED_BY_OPERATOR);
    }

    Row ended() {
      for (SagaTrigger trigger : SagaTrigger.values()) {
        never(trigger, "terminal stays terminal (R14)");
      }
      return this;
    }
  }

  /** What an operator's action does to a saga in one status. */
  @FunctionalInterface
  interface Rule {
    /** Applies it; returns why it changes nothing, if so. */
    Optional<Decision.Rejected> apply(DecisionBuilder builder, SagaInput.Operation operation);
  }
}
