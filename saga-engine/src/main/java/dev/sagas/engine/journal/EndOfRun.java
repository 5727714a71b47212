package dev.sagas.engine.journal;

import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SelectiveEventVisitor;
import java.util.Optional;

/** Finds the event that ends a run. */
public final class EndOfRun extends SelectiveEventVisitor<Optional<SagaEvent.Ended>> {
  private static final EndOfRun OF = new EndOfRun();

  private EndOfRun() {}

  /** The event, if it ends its run; empty for all other events. */
  public static Optional<SagaEvent.Ended> of(SagaEvent event) {
    return event.accept(OF);
  }

  @Override
  protected Optional<SagaEvent.Ended> other(SagaEvent event) {
    return Optional.empty();
  }

  @Override
  public Optional<SagaEvent.Ended> ended(SagaEvent.Ended event) {
    return Optional.of(event);
  }
}
