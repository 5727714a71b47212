package dev.sagas.orchestrator.architecture.bad.tracing;

import dev.sagas.orchestrator.architecture.bad.definitions.BadJar;

/** Traces must not load definitions. */
public record BadTrace(BadJar jar) {}
