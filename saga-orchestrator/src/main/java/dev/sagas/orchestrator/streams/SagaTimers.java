package dev.sagas.orchestrator.streams;

import dev.sagas.engine.Engine;
import dev.sagas.engine.FiredTimer;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.wire.Checkpoint;
import dev.sagas.engine.wire.CorruptCheckpointException;
import dev.sagas.engine.wire.UnknownFormatException;
import dev.sagas.protocol.SagaId;
import dev.sagas.serde.ClaimUnavailableException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes timers that are due out of their queue, and hands those of sagas to the engine. */
final class SagaTimers {
  private static final Logger LOG = LoggerFactory.getLogger(SagaTimers.class);

  private final EngineParts parts;
  private final InputHandler.Decide decide;
  private final SagaStores stores;
  private final Done done;

  SagaTimers(EngineParts parts, InputHandler.Decide decide, SagaStores stores, Done done) {
    this.parts = parts;
    this.decide = decide;
    this.stores = stores;
    this.done = done;
  }

  /**
   * What is done with a timer.
   *
   * @param shell does what the engine says
   * @param waits the sagas whose inputs go before their timers
   */
  record Done(OutcomeShell shell, ClaimWaits waits) {}

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
    return guarded(due.sagaId(), timer, () -> handle(due, timer));
  }

  /**
   * Handles what a saga has to do by itself, but later if that has failed again and again, or while
   * a large value cannot be had.
   */
  private Fired guarded(SagaId id, FiredTimer timer, Supplier<Fired> handling) {
    if (parts.watches().failures().mustFireLater(id)) {
      LOG.error("The timer of saga {} has failed again and again; it fires again later", id);
      fireLater(id, timer, Engine.FIRES_AGAIN_MS);
      return Fired.FIRED;
    }
    if (done.waits().isWaiting(id)) {
      fireLater(id, timer, ClaimWaits.RETRY_MS);
      return Fired.FIRED;
    }
    try {
      return handling.get();
    } catch (ClaimUnavailableException e) {
      LOG.debug("The timer of saga {} fires again later", id, e);
      fireLater(id, timer, ClaimWaits.RETRY_MS);
      return Fired.FIRED;
    } catch (RuntimeException | StackOverflowError e) {
      parts.watches().failures().blame(id);
      throw e;
    }
  }

  private Fired handle(TimerQueue.Due due, FiredTimer timer) {
    return withTrusted(
        due.sagaId(),
        timer,
        stored -> {
          if (!isOwed(stored, due)) {
            return Fired.OBSOLETE;
          }
          timerDue(Checkpoint.of(stored.orElseThrow().state()), timer);
          return Fired.FIRED;
        });
  }

  /**
   * A later entry than the checkpoint names is of a timer that could not be handled in its time. A
   * saga that is held back has no other timers than those.
   */
  private static boolean isOwed(Optional<Checkpoint> stored, TimerQueue.Due due) {
    return stored
        .filter(
            checkpoint ->
                checkpoint.state().isHeldBack()
                    || checkpoint.timerAtMs().orElse(Long.MAX_VALUE) <= due.dueAtMs())
        .isPresent();
  }

  /** Begins a saga that is held back, if it still is (R30). */
  Fired letGo(SagaId id, FiredTimer timer) {
    return guarded(
        id,
        timer,
        () ->
            withTrusted(
                id,
                timer,
                stored -> {
                  stored
                      .filter(held -> held.state().isHeldBack())
                      .ifPresent(held -> timerDue(held, timer));
                  return Fired.FIRED;
                }));
  }

  private void timerDue(Checkpoint before, FiredTimer timer) {
    SagaInput.TimerDue input = new SagaInput.TimerDue(before.state().identity().id());
    decide.handle(Optional.of(before), input, timer).accept(done.shell());
  }

  private Fired withTrusted(
      SagaId id, FiredTimer timer, Function<Optional<Checkpoint>, Fired> handling) {
    Optional<Checkpoint> stored;
    try {
      stored = stores.get(id);
    } catch (CorruptCheckpointException | UnknownFormatException e) {
      LOG.debug("The checkpoint of saga {} cannot be trusted", id, e);
      // Another instance must find it, should this one end before the saga is rebuilt.
      fireLater(id, timer, Engine.FIRES_AGAIN_MS);
      return Fired.UNTRUSTED;
    }
    return handling.apply(stored);
  }

  private void fireLater(SagaId id, FiredTimer timer, long inMs) {
    stores.timers().put(timer.nowMs() + inMs, id);
  }
}
