package dev.sagas.orchestrator.streams;

import dev.sagas.engine.Engine;
import dev.sagas.engine.FiredTimer;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.wire.Checkpoint;
import dev.sagas.engine.wire.CorruptCheckpointException;
import dev.sagas.engine.wire.UnknownFormatException;
import dev.sagas.protocol.SagaId;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes timers that are due out of their queue, and hands those of sagas to the engine. */
final class SagaTimers {
  private static final Logger LOG = LoggerFactory.getLogger(SagaTimers.class);

  private final EngineParts parts;
  private final Engine engine;
  private final SagaStores stores;
  private final OutcomeShell shell;

  SagaTimers(EngineParts parts, Engine engine, SagaStores stores, OutcomeShell shell) {
    this.parts = parts;
    this.engine = engine;
    this.stores = stores;
    this.shell = shell;
  }

  /** What became of a timer. */
  enum Fired {
    RANG,
    /** It is of no saga, or of one that has moved its timer: of inputs that wait, maybe. */
    NOBODYS,
    /** The saga's checkpoint is not what it was when it was written. */
    UNTRUSTED
  }

  Fired fire(TimerQueue.Due due, FiredTimer ring) {
    stores.timers().remove(due.dueAtMs(), due.sagaId(), due.owner());
    return switch (due.owner()) {
      case PARKED_INPUTS -> Fired.NOBODYS;
      case SAGA -> ring(due, ring);
    };
  }

  private Fired ring(TimerQueue.Due due, FiredTimer ring) {
    SagaId id = due.sagaId();
    if (parts.failures().mustRingLater(id)) {
      LOG.error("The timer of saga {} has failed again and again; it rings again later", id);
      ringAgain(id, ring);
      return Fired.RANG;
    }
    try {
      return rung(due, ring);
    } catch (RuntimeException | StackOverflowError e) {
      parts.failures().blame(id);
      throw e;
    }
  }

  private Fired rung(TimerQueue.Due due, FiredTimer ring) {
    SagaId id = due.sagaId();
    Optional<Checkpoint> stored;
    try {
      stored = stores.get(id);
    } catch (CorruptCheckpointException | UnknownFormatException e) {
      LOG.debug("The checkpoint of saga {} cannot be trusted", id, e);
      // Another instance must find it, should this one end before the saga is rebuilt.
      ringAgain(id, ring);
      return Fired.UNTRUSTED;
    }
    // A later entry than the checkpoint names is of a timer that could not be handled in its time.
    if (stored.isEmpty() || stored.get().timerAtMs().orElse(Long.MAX_VALUE) > due.dueAtMs()) {
      return Fired.NOBODYS;
    }
    Checkpoint ringing = Checkpoint.of(stored.get().state());
    engine.handle(Optional.of(ringing), new SagaInput.TimerDue(id), ring).accept(shell);
    return Fired.RANG;
  }

  private void ringAgain(SagaId id, FiredTimer ring) {
    stores.timers().put(ring.nowMs() + Engine.RINGS_AGAIN_MS, id);
  }
}
