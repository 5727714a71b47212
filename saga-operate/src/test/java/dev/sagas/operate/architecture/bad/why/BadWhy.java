package dev.sagas.operate.architecture.bad.why;

import dev.sagas.operate.architecture.bad.action.BadAction;

/** An explanation must not act. */
public record BadWhy(BadAction action) {}
