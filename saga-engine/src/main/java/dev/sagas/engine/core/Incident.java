package dev.sagas.engine.core;

import dev.sagas.protocol.StepName;
import java.util.Optional;

/**
 * Why the saga needs an operator.
 *
 * @param id unique within the deployment
 * @param code one of {@link IncidentCode}'s names
 * @param raisedAtMs epoch ms
 * @param revision the transition that raised it; its cause in the journal holds the input
 */
public record Incident(
    String id,
    Optional<StepName> step,
    String code,
    String message,
    long raisedAtMs,
    long revision) {}
