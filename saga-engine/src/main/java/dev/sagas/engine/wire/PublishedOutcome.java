package dev.sagas.engine.wire;

import dev.sagas.engine.core.Digest;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaStatus;
import java.util.Optional;

/**
 * An outcome as it is in its topic.
 *
 * @param run empty for a request that was refused
 * @param revision of the run's last transition; 0 for a refusal
 * @param hash of the run's last transition
 */
public record PublishedOutcome(
    SagaId saga, Optional<RunId> run, SagaStatus outcome, long revision, Digest hash) {}
