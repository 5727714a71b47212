package dev.sagas.orchestrator.architecture.bad.operate;

import dev.sagas.orchestrator.architecture.bad.cli.BadCommand;

/** The operator surface must not use the command line. */
public record BadEndpoint(BadCommand command) {}
