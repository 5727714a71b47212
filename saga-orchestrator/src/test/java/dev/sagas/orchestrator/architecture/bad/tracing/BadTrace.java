package dev.sagas.orchestrator.architecture.bad.tracing;

import dev.sagas.orchestrator.architecture.bad.cli.BadCommand;

/** Traces must not use the command line. */
public record BadTrace(BadCommand command) {}
