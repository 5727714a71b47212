package dev.sagas.engine;

import dev.sagas.engine.core.IncidentCode;

/** Why a record cannot be written. */
public record Unsendable(IncidentCode code, String message) {}
