package dev.sagas.orchestrator.architecture.bad.streams;

import dev.sagas.orchestrator.architecture.bad.index.BadIndex;

/** The engine must not know its index. */
public record BadProcessor(BadIndex index) {}
