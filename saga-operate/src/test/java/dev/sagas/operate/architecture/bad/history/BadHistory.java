package dev.sagas.operate.architecture.bad.history;

import dev.sagas.operate.architecture.bad.why.BadWhy;

/** The journal must not explain. */
public record BadHistory(BadWhy why) {}
