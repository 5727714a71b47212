package dev.sagas.orchestrator.architecture.bad.doctor;

import dev.sagas.orchestrator.architecture.bad.cli.BadCommand;

/** The doctor must not use the command line. */
public record BadDoctor(BadCommand command) {}
