package dev.sagas.operate.architecture.bad.records;

import dev.sagas.operate.architecture.bad.action.BadAction;

/** What reads topics must not act. */
public record BadRecords(BadAction action) {}
