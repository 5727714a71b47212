package dev.sagas.operate.architecture.bad.watch;

import dev.sagas.operate.architecture.bad.action.BadAction;

/** What watches must not act. */
public record BadWatch(BadAction action) {}
