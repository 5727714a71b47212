package dev.sagas.engine.architecture.bad;

import dev.sagas.engine.architecture.bad.deployment.BadReader;

/** The engine must not read topics. */
public record BadEngine(BadReader reader) {}
