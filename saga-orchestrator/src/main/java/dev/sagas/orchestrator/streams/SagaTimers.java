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
    FIRED,
    /** It is of no saga, or of one that has moved its timer: of inputs that wait, maybe. */
    OBSOLETE,
    /** The saga's checkpoint is not what it was when it was written. */
    UNTRUSTED
  }

  Fired fire(TimerQueue.Due due, FiredTimer timer) {
    stores.timers().remove(due.dueAtMs(), due.sagaId(), due.owner());
    return switch (due.owner()) {
      case PARKED_INPUTS -> Fired.OBSOLETE;
      case SAGA -> fireSaga(due, timer);
    };
  }

  private Fired fireSaga(TimerQueue.Due due, FiredTimer timer) {
    SagaId id = due.sagaId();
    if (parts.watches().failures().mustFireLater(id)) {
      LOG.error("The timer of saga {} has failed again and again; it fires again later", id);
      fireLater(id, timer);
      return Fired.FIRED;
    }
    try {
      return handle(due, timer);
    } catch (RuntimeException | StackOverflowError e) {
      parts.watches().failures().blame(id);
      throw e;
    }
  }

  private Fired handle(TimerQueue.Due due, FiredTimer timer) {
    SagaId id = due.sagaId();
    Optional<Checkpoint> stored;
    try {
      stored = stores.get(id);
    } catch (CorruptCheckpointException | UnknownFormatException e) {
      LOG.debug("The checkpoint of saga {} cannot be trusted", id, e);
      // Another instance must find it, should this one end before the saga is rebuilt.
      fireLater(id, timer);
      return Fired.UNTRUSTED;
    }
    // A later entry than the checkpoint names is of a timer that could not be handled in its time.
    if (stored.isEmpty() || stored.get().timerAtMs().orElse(Long.MAX_VALUE) > due.dueAtMs()) {
      return Fired.OBSOLETE;
    }
    Checkpoint fired = Checkpoint.of(stored.get().state());
    engine.handle(Optional.of(fired), new SagaInput.TimerDue(id), timer).accept(shell);
    return Fired.FIRED;
  }

  /**
   * Begins a saga that is held back, if it still is (R30).
   *
   * @return false if its checkpoint is not what it was when it was written
   */
  boolean letGo(SagaId id, FiredTimer timer) {
    try {
      stores
          .get(id)
          .filter(stored -> stored.state().isHeldBack())
          .ifPresent(
              held ->
                  engine
                      .handle(Optional.of(held), new SagaInput.TimerDue(id), timer)
                      .accept(shell));
      return true;
    } catch (CorruptCheckpointException | UnknownFormatException e) {
      LOG.debug("The checkpoint of saga {} cannot be trusted", id, e);
      return false;
    }
  }

  private void fireLater(SagaId id, FiredTimer timer) {
    stores.timers().put(timer.nowMs() + Engine.FIRES_AGAIN_MS, id);
  }
}
