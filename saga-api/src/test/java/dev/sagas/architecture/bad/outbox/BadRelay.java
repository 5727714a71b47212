package dev.sagas.architecture.bad.outbox;

import dev.sagas.architecture.bad.participant.BadHandler;

/** An outbox must not use the participant. */
public record BadRelay(BadHandler handler) {}
