package dev.sagas.architecture.bad.internal;

import dev.sagas.architecture.bad.participant.BadHandler;

/** What everybody shares must not use anybody. */
public record BadPause(BadHandler handler) {}
