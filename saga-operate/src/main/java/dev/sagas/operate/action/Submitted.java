package dev.sagas.operate.action;

import dev.sagas.engine.wire.Position;
import java.util.Optional;

/**
 * What was sent, and its result.
 *
 * @param position its position; empty if Kafka did not acknowledge it
 */
public record Submitted(Optional<Position> position, Answer answer) {}
