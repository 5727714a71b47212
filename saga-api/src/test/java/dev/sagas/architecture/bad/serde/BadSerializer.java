package dev.sagas.architecture.bad.serde;

import dev.sagas.architecture.bad.participant.BadHandler;

/** The serde must not use the participant. */
record BadSerializer(BadHandler handler) {}
