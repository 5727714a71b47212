package dev.sagas.orchestrator.streams;

import dev.sagas.engine.Engine;
import dev.sagas.engine.Occasion;
import dev.sagas.engine.Outcome;
import dev.sagas.engine.ReceivedInput;
import dev.sagas.engine.Refusal;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.wire.Checkpoint;
import dev.sagas.engine.wire.CorruptCheckpointException;
import dev.sagas.engine.wire.UnknownFormatException;
import dev.sagas.protocol.SagaId;
import dev.sagas.serde.ClaimUnavailableException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has one input after the other decided, or holds it: because the saga's checkpoint cannot be
 * trusted, or because a large value cannot be had now.
 */
final class InputHandler {
  private static final Logger LOG = LoggerFactory.getLogger(InputHandler.class);

  private final Decisions decisions;
  private final SagaStores stores;
  private final OutcomeShell shell;
  private final Refuser refuser;
  private final Holds holds;
  private boolean isHolding = true;

  InputHandler(Decisions decisions, SagaStores stores, OutcomeShell shell, Holds holds) {
    this.decisions = decisions;
    this.stores = stores;
    this.shell = shell;
    this.refuser = new Refuser(decisions.engine(), stores, shell);
    this.holds = holds;
  }

  /**
   * How inputs and timers are decided.
   *
   * @param engine for what is no decision
   */
  record Decisions(Engine engine, Decide decide) {}

  /** See {@link Engine#handle}. */
  interface Decide {
    /**
     * Decides one input or timer.
     *
     * @throws ClaimUnavailableException if it must wait for a large value: nothing has become of it
     */
    Outcome handle(Optional<Checkpoint> before, SagaInput input, Occasion occasion);
  }

  /**
   * Where inputs are held.
   *
   * @param commit is run when the journal is to be read up to here
   */
  record Holds(Quarantine quarantine, ClaimWaits waits, Runnable commit) {}

  /** False if nothing is held for sure, so that nobody need be asked for each input. */
  boolean isHolding() {
    return isHolding;
  }

  /** Something is held from now on, maybe. */
  void holding() {
    isHolding = true;
  }

  /** Looks whether anything is still held. */
  void look() {
    isHolding = holds.quarantine().isBusy() || holds.waits().areSome();
  }

  /** What follows; nothing if the input is held. */
  OutcomeShell.Next handle(ReceivedInput received, SagaInput input) {
    SagaId id = input.sagaId();
    if (isHolding
        && holds.waits().isWaiting(id)
        && holds.waits().holdBehind(new ClaimWaits.Held(id, received.parked()))) {
      return OutcomeShell.Next.NOTHING;
    }
    Optional<Checkpoint> before;
    try {
      before = stores.get(id);
    } catch (CorruptCheckpointException | UnknownFormatException e) {
      LOG.debug("The checkpoint of saga {} cannot be trusted", id, e);
      decisions
          .engine()
          .handleUntrusted(input, received)
          .ifPresentOrElse(refused -> refused.accept(shell), () -> holdUntrusted(received, id));
      return OutcomeShell.Next.NOTHING;
    }
    Outcome outcome;
    try {
      outcome = decisions.decide().handle(before, input, received);
    } catch (ClaimUnavailableException e) {
      holding();
      holds.waits().hold(new ClaimWaits.Held(id, received.parked()), e, received.nowMs());
      return OutcomeShell.Next.NOTHING;
    }
    return shell.apply(outcome, new OutcomeShell.Handled(input, received));
  }

  /** Has a saga rebuilt whose checkpoint cannot be trusted; nothing of it is held yet. */
  void quarantine(SagaId id) {
    holding();
    holds.quarantine().begin(id);
  }

  private void holdUntrusted(ReceivedInput received, SagaId id) {
    holding();
    holds
        .quarantine()
        .hold(id, received.parked())
        .ifPresent(why -> refuser.refuse(Refusal.untrusted(id, why), received));
    holds.commit().run();
  }
}
