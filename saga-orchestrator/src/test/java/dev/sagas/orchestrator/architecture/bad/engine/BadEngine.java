package dev.sagas.orchestrator.architecture.bad.engine;

import dev.sagas.orchestrator.architecture.bad.streams.BadProcessor;

/** The engine must not use Kafka Streams. */
public record BadEngine(BadProcessor processor) {}
