package dev.sagas.orchestrator.streams;

import dev.sagas.orchestrator.core.IncidentCode;

/** Why a record cannot be written. */
record Unsendable(IncidentCode code, String message) {}
