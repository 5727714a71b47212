package dev.sagas.architecture.bad.participant;

import dev.sagas.architecture.bad.client.BadClient;

/** A participant must not use the client. */
public record BadHandler(BadClient client) {}
