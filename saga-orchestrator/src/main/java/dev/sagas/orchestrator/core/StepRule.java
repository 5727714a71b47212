package dev.sagas.orchestrator.core;

import java.util.Optional;

/** What a trigger does to a step in one status. */
@FunctionalInterface
interface StepRule {
  /** Applies it; returns why it changes nothing, if so. */
  Optional<Decision.Rejected> apply(StepTurn step);
}
