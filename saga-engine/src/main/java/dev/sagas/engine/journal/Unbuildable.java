package dev.sagas.engine.journal;

import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import java.util.Optional;

/**
 * A saga whose past state cannot be rebuilt.
 *
 * @param run empty if the journal does not have the requested one
 * @param reason a sentence for a person: what exists instead
 */
public record Unbuildable(SagaId saga, Optional<RunId> run, String reason) {}
