package dev.sagas.orchestrator.architecture.bad.metrics;

import dev.sagas.orchestrator.architecture.bad.cli.BadCommand;

/** Metrics must not know who shows them. */
public record BadMeter(BadCommand command) {}
