package dev.sagas.engine.architecture.bad.definitions;

import dev.sagas.engine.architecture.bad.journal.BadReplay;

/** Definitions must not read the journal. */
public record BadLoader(BadReplay replay) {}
