package dev.sagas.operate.history;

import dev.sagas.engine.core.ControlEvent;
import dev.sagas.engine.core.OperationKind;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SelectiveEventVisitor;
import dev.sagas.engine.wire.JournalEntry;
import java.util.List;
import java.util.Optional;

/**
 * An operator's action that was applied to a saga.
 *
 * @param atMs epoch ms
 * @param revision of the transition that it caused
 */
public record OperatorAction(
    OperationKind kind, String actor, String reason, long atMs, long revision) {

  /** All of them, in the journal's order. */
  public static List<OperatorAction> of(List<JournalEntry> entries) {
    return entries.stream().flatMap(entry -> of(entry).stream()).toList();
  }

  /** The action that caused a transition, if one did. */
  static Optional<OperatorAction> of(JournalEntry entry) {
    Applied applied = new Applied(entry);
    return entry.events().stream().flatMap(event -> event.accept(applied).stream()).findFirst();
  }

  /** Finds the event of an applied action. */
  private static final class Applied extends SelectiveEventVisitor<Optional<OperatorAction>> {
    private final JournalEntry entry;

    Applied(JournalEntry entry) {
      this.entry = entry;
    }

    @Override
    protected Optional<OperatorAction> other(SagaEvent event) {
      return Optional.empty();
    }

    @Override
    public Optional<OperatorAction> operationApplied(ControlEvent.OperationApplied event) {
      return Optional.of(
          new OperatorAction(
              event.kind(), event.actor(), event.reason(), entry.atMs(), entry.revision()));
    }
  }
}
