package dev.sagas.spring.lifecycle;

import dev.sagas.outbox.OutboxRelay;
import dev.sagas.outbox.OutboxRelayBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The outbox's relay as a part. Thread-safe. */
public final class RelayPart implements PartSource {
  private final List<ManagedPart> parts;
  private volatile @Nullable OutboxRelay relay;

  /** A part that starts that relay. */
  public RelayPart(OutboxRelayBuilder builder) {
    this.parts = List.of(new ManagedPart("outbox relay", () -> started(builder)));
  }

  /** Looks for rows now, if it runs. */
  public void wakeUp() {
    OutboxRelay current = relay;
    if (current != null) {
      current.wakeUp();
    }
  }

  @Override
  public List<ManagedPart> parts() {
    return parts;
  }

  private RunningPart started(OutboxRelayBuilder builder) {
    OutboxRelay started = builder.start();
    relay = started;
    return new RunningPart() {
      @Override
      public void await() throws InterruptedException {
        started.await();
      }

      @Override
      public void close() {
        started.close();
      }
    };
  }
}
