package dev.sagas.index.live;

import dev.sagas.protocol.SagaType;

/** One version of a definition. */
public record DefinitionVersion(SagaType type, int version) {}
