package dev.sagas.engine.architecture.bad.deployment;

import dev.sagas.engine.architecture.bad.journal.BadReplay;

/** Reading topics must not depend on replay. */
public record BadReader(BadReplay replay) {}
