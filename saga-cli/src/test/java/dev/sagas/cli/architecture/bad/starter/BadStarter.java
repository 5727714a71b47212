package dev.sagas.cli.architecture.bad.starter;

import dev.sagas.protocol.SagaId;

/** Writing a project must not use what speaks to sagas. */
public record BadStarter(SagaId id) {}
