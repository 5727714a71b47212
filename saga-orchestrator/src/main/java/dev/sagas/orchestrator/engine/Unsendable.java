package dev.sagas.orchestrator.engine;

import dev.sagas.orchestrator.core.IncidentCode;

/** Why a record cannot be written. */
public record Unsendable(IncidentCode code, String message) {}
