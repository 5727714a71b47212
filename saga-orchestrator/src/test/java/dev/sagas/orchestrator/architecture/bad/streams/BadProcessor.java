package dev.sagas.orchestrator.architecture.bad.streams;

import dev.sagas.orchestrator.architecture.bad.http.BadEndpoint;

/** The engine must not use HTTP. */
public record BadProcessor(BadEndpoint endpoint) {}
