package dev.sagas.operate.query;

import dev.sagas.engine.wire.Position;
import java.util.Optional;

/**
 * Where the input that led to an incident is kept.
 *
 * @param entry the journal entry that contains its bytes
 * @param input its original position, which may have expired; empty if it was a timer
 */
public record KeptInput(Position entry, Optional<Position> input) {}
