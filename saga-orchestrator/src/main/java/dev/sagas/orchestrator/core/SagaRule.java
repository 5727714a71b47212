package dev.sagas.orchestrator.core;

import java.util.Optional;

/** What an operator's action does to a saga in one status. */
@FunctionalInterface
interface SagaRule {
  /** Applies it; returns why it changes nothing, if so. */
  Optional<Decision.Rejected> apply(Turn turn, SagaInput.Operation operation);
}
