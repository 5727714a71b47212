package dev.sagas.engine.core;

import java.util.List;
import java.util.Optional;

/** The saga's data that an event sets; empty for an event that leaves it as it is. */
final class EventData extends SelectiveEventVisitor<Optional<Bytes>> {
  private static final EventData OF = new EventData();

  private EventData() {}

  /** The data after these events; empty if none of them sets it. */
  static Optional<Bytes> after(List<SagaEvent> events) {
    for (int i = events.size() - 1; i >= 0; i--) {
      Optional<Bytes> data = events.get(i).accept(OF);
      if (data.isPresent()) {
        return data;
      }
    }
    return Optional.empty();
  }

  @Override
  protected Optional<Bytes> other(SagaEvent event) {
    return Optional.empty();
  }

  @Override
  public Optional<Bytes> started(SagaEvent.Started event) {
    return Optional.of(event.data());
  }

  @Override
  public Optional<Bytes> dataChanged(SagaEvent.DataChanged event) {
    return Optional.of(event.data());
  }
}
