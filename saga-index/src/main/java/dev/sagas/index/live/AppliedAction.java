package dev.sagas.index.live;

import dev.sagas.engine.core.ControlEvent;
import dev.sagas.engine.core.OperationKind;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.SelectiveEventVisitor;
import dev.sagas.protocol.SagaId;
import java.util.Optional;

/**
 * What an operator did to a saga.
 *
 * @param atMs when it was applied, epoch ms
 * @param revision of the saga after it
 */
public record AppliedAction(
    SagaId saga,
    DefinitionVersion definition,
    OperationKind kind,
    String actor,
    String reason,
    long atMs,
    long revision) {
  /** The one that an event is about; empty for all other events. */
  static Optional<AppliedAction> of(SagaEvent event, SagaState after) {
    return event.accept(new Applied(after));
  }

  private static final class Applied extends SelectiveEventVisitor<Optional<AppliedAction>> {
    private final SagaState after;

    Applied(SagaState after) {
      this.after = after;
    }

    @Override
    protected Optional<AppliedAction> other(SagaEvent event) {
      return Optional.empty();
    }

    @Override
    public Optional<AppliedAction> operationApplied(ControlEvent.OperationApplied event) {
      return Optional.of(
          new AppliedAction(
              after.identity().id(),
              new DefinitionVersion(after.identity().type(), after.identity().version()),
              event.kind(),
              event.actor(),
              event.reason(),
              after.updatedAtMs(),
              after.chain().revision()));
    }
  }
}
