package dev.sagas.orchestrator.streams;

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

  private final ClaimedDecisions decisions;
  private final SagaStores stores;
  private final OutcomeShell shell;
  private final Refuser refuser;
  private final Holds holds;

  InputHandler(ClaimedDecisions decisions, SagaStores stores, OutcomeShell shell, Holds holds) {
    this.decisions = decisions;
    this.stores = stores;
    this.shell = shell;
    this.refuser = new Refuser(decisions.engine(), stores, shell);
    this.holds = holds;
  }

  /**
   * Where inputs are held.
   *
   * @param commit is run when the journal is to be read up to here
   */
  record Holds(Quarantine quarantine, ClaimWaits waits, Runnable commit) {}

  /** What follows; nothing if the input is held. */
  OutcomeShell.Next handle(ReceivedInput received, SagaInput input) {
    SagaId id = input.sagaId();
    if (holds.waits().isWaiting(id)
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
          .ifPresentOrElse(refused -> refused.accept(shell), () -> quarantine(received, id));
      return OutcomeShell.Next.NOTHING;
    }
    Outcome outcome;
    try {
      outcome = decisions.handle(before, input, received);
    } catch (ClaimUnavailableException e) {
      holds.waits().hold(new ClaimWaits.Held(id, received.parked()), e, received.nowMs());
      return OutcomeShell.Next.NOTHING;
    }
    return shell.apply(outcome, new OutcomeShell.Handled(input, received));
  }

  private void quarantine(ReceivedInput received, SagaId id) {
    holds
        .quarantine()
        .hold(id, received.parked())
        .ifPresent(why -> refuser.refuse(Refusal.untrusted(id, why), received));
    holds.commit().run();
  }
}
