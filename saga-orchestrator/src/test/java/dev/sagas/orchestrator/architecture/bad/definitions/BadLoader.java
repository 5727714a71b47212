package dev.sagas.orchestrator.architecture.bad.definitions;

import dev.sagas.orchestrator.architecture.bad.streams.BadProcessor;

/** The loader of definitions must not use the engine. */
record BadLoader(BadProcessor processor) {}
