package dev.sagas.orchestrator.architecture.bad.streams;

import dev.sagas.orchestrator.architecture.bad.operate.BadEndpoint;

/** The engine must not use the operator surface. */
public record BadProcessor(BadEndpoint endpoint) {}
