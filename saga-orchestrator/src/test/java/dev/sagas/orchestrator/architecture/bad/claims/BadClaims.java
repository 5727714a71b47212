package dev.sagas.orchestrator.architecture.bad.claims;

import dev.sagas.orchestrator.architecture.bad.definitions.BadJar;

/** Large values must not load definitions. */
public record BadClaims(BadJar jar) {}
