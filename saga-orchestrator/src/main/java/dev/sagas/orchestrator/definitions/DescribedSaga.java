package dev.sagas.orchestrator.definitions;

import dev.sagas.definition.Saga;

/**
 * A definition after it was described and checked.
 *
 * @param definitionClass name of the class that described it
 */
public record DescribedSaga(String definitionClass, Saga<?> saga) {}
