package dev.sagas.audit;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.wire.Position;

/** The last value for a saga in the changelog so far, which a newer one may supersede. */
record UnreadCheckpoint(Position position, Bytes value) {}
