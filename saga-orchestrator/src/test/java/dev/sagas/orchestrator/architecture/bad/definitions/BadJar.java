package dev.sagas.orchestrator.architecture.bad.definitions;

import dev.sagas.orchestrator.architecture.bad.streams.BadProcessor;

/** Definitions must not depend on Kafka Streams. */
public record BadJar(BadProcessor processor) {}
