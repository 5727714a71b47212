package dev.sagas.orchestrator.architecture.bad.index;

import dev.sagas.orchestrator.architecture.bad.definitions.BadJar;

/** The index must not load definitions. */
public record BadIndex(BadJar jar) {}
