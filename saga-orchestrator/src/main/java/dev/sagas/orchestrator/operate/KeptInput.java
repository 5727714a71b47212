package dev.sagas.orchestrator.operate;

import dev.sagas.orchestrator.wire.Position;
import java.util.Optional;

/**
 * Where the input that led to an incident is kept.
 *
 * @param entry the journal's entry that holds its bytes
 * @param input where it came from, which may have expired; empty if a timer rang
 */
public record KeptInput(Position entry, Optional<Position> input) {}
