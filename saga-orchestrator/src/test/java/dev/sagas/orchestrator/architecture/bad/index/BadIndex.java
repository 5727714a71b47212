package dev.sagas.orchestrator.architecture.bad.index;

import dev.sagas.orchestrator.architecture.bad.cli.BadCommand;

/** The index must not use the command line. */
public record BadIndex(BadCommand command) {}
