package dev.sagas.cli.architecture.bad.journal;

import dev.sagas.cli.architecture.bad.action.BadAction;

/** Commands must not use what acts. */
public record BadReplay(BadAction action) {}
