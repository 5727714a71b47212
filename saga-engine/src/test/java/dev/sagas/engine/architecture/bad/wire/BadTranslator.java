package dev.sagas.engine.architecture.bad.wire;

import dev.sagas.engine.architecture.bad.definitions.BadLoader;

/** The translator must not load definitions. */
public record BadTranslator(BadLoader loader) {}
