package dev.sagas.orchestrator.journal;

import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import java.util.Optional;

/**
 * A saga whose past state cannot be told.
 *
 * @param run empty if the journal has none that was asked for
 * @param reason a sentence for a person: what there is instead
 */
public record Unbuildable(SagaId saga, Optional<RunId> run, String reason) {}
