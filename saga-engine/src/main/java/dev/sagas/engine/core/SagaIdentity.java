package dev.sagas.engine.core;

import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaType;

/** Which run of which saga, and the version of the definition that it stays on (R19). */
public record SagaIdentity(SagaId id, RunId run, SagaType type, int version) {}
