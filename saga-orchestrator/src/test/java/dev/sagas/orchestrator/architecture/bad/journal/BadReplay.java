package dev.sagas.orchestrator.architecture.bad.journal;

import dev.sagas.orchestrator.architecture.bad.streams.BadProcessor;

/** Replay must not use the engine. */
record BadReplay(BadProcessor processor) {}
