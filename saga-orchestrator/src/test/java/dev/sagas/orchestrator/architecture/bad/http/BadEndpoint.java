package dev.sagas.orchestrator.architecture.bad.http;

import dev.sagas.orchestrator.architecture.bad.cli.BadCommand;

/** HTTP must not use the command line. */
public record BadEndpoint(BadCommand command) {}
