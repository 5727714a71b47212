package dev.sagas.operate.architecture.bad.definitions;

import dev.sagas.operate.architecture.bad.action.BadAction;

/** What is published must not act. */
public record BadDefinitions(BadAction action) {}
