package dev.sagas.audit;

import dev.sagas.engine.core.Digest;
import dev.sagas.engine.wire.Position;
import dev.sagas.protocol.SagaId;
import java.util.Optional;

/**
 * A command as it is in its topic.
 *
 * @param saga the record's key, if that is a saga id
 * @param commandId empty if the header is missing
 * @param deduplicationKey empty if the header is missing
 * @param digest of its value bytes
 */
record ReadCommand(
    Position position,
    Optional<SagaId> saga,
    String commandId,
    String deduplicationKey,
    Digest digest) {}
