package dev.sagas.orchestrator.streams;

import dev.sagas.engine.wire.Checkpoint;
import dev.sagas.engine.wire.CorruptCheckpointException;
import dev.sagas.engine.wire.UnknownFormatException;
import dev.sagas.protocol.SagaId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rebuilds sagas whose checkpoint is damaged, and only those: what a newer version wrote is sound,
 * and waits until an instance of that version takes over.
 */
final class TrustedRebuilder implements Rebuilder {
  private static final Logger LOG = LoggerFactory.getLogger(TrustedRebuilder.class);

  private final SagaStores stores;
  private final Rebuilder damaged;

  TrustedRebuilder(SagaStores stores, Rebuilder damaged) {
    this.stores = stores;
    this.damaged = damaged;
  }

  @Override
  public CompletableFuture<RebuiltSaga> rebuild(SagaId id, int partition) {
    try {
      Optional<Checkpoint> unused = stores.get(id);
    } catch (UnknownFormatException e) {
      LOG.error("The inputs of saga {} are held: {}", id, e.getMessage());
      return new CompletableFuture<>();
    } catch (CorruptCheckpointException e) {
      LOG.debug("Saga {} is rebuilt", id, e);
    }
    return damaged.rebuild(id, partition);
  }

  /** True if the saga's checkpoint cannot be read here. */
  boolean isUntrusted(SagaId id) {
    try {
      Optional<Checkpoint> unused = stores.get(id);
      return false;
    } catch (CorruptCheckpointException | UnknownFormatException e) {
      LOG.debug("Inputs are held for saga {}", id, e);
      return true;
    }
  }
}
