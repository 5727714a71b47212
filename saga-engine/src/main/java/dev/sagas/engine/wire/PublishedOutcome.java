package dev.sagas.engine.wire;

import dev.sagas.engine.core.ChainLink;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaStatus;
import java.util.Optional;

/**
 * An outcome as it is in its topic.
 *
 * @param end empty for a request that was refused
 */
public record PublishedOutcome(SagaId saga, SagaStatus outcome, Optional<End> end) {
  /**
   * The end of a run.
   *
   * @param last the run's last transition
   */
  public record End(RunId run, ChainLink last) {}
}
