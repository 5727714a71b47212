package dev.sagas.engine.journal;

import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.wire.Position;

/**
 * A run as rebuilt from the journal.
 *
 * @param state what the store held: for an ended saga that is a tombstone
 * @param detail the same, but an ended saga has the data, steps and incidents with which it ended
 * @param position of the last entry that went into it
 */
public record Rebuilt(SagaState state, SagaState detail, Position position) {}
