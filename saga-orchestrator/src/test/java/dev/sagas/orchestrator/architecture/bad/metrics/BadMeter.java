package dev.sagas.orchestrator.architecture.bad.metrics;

import dev.sagas.orchestrator.architecture.bad.definitions.BadJar;

/** Metrics must not load definitions. */
public record BadMeter(BadJar jar) {}
