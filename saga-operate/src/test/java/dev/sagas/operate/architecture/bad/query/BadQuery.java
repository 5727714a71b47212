package dev.sagas.operate.architecture.bad.query;

import dev.sagas.operate.architecture.bad.action.BadAction;

/** A query must not act. */
public record BadQuery(BadAction action) {}
