package dev.sagas.orchestrator.streams;

import dev.sagas.engine.Engine;
import dev.sagas.engine.ReceivedInput;
import dev.sagas.engine.Refusal;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.wire.Checkpoint;
import dev.sagas.engine.wire.CorruptCheckpointException;
import dev.sagas.engine.wire.Inbound;
import dev.sagas.engine.wire.UnknownFormatException;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the engine refuse what cannot be applied to any saga. */
final class Refuser {
  private static final Logger LOG = LoggerFactory.getLogger(Refuser.class);

  private final Engine engine;
  private final SagaStores stores;
  private final OutcomeShell shell;

  Refuser(Engine engine, SagaStores stores, OutcomeShell shell) {
    this.engine = engine;
    this.stores = stores;
    this.shell = shell;
  }

  void refuse(Refusal refusal, ReceivedInput received) {
    engine.refuse(refusal, received).accept(shell);
  }

  /**
   * It came where it does not belong.
   *
   * @param expected where it belongs
   */
  void misplaced(ReceivedInput received, String expected) {
    refuse(Refusal.misplaced("Expected on " + expected), received);
  }

  void unreadable(ReceivedInput received, Inbound.Unreadable unreadable) {
    Refusal refusal;
    try {
      Optional<SagaState> met = unreadable.sagaId().flatMap(stores::get).map(Checkpoint::state);
      refusal = Refusal.unreadable(unreadable, met);
    } catch (CorruptCheckpointException | UnknownFormatException e) {
      LOG.error("The checkpoint of saga {} cannot be trusted", unreadable.sagaId(), e);
      refusal = Refusal.unreadable(unreadable, Optional.empty()).ofNoSaga();
    }
    refuse(refusal, received);
  }

  /** Its transaction has failed again and again: a letter without its bytes is kept of it. */
  void giveUp(ReceivedInput received) {
    Optional<SagaId> id =
        Optional.ofNullable(received.record().headers().get(SagaHeaders.SAGA_ID))
            .filter(SagaId::isValid)
            .map(SagaId::new);
    engine.giveUp(id, received).accept(shell);
  }
}
