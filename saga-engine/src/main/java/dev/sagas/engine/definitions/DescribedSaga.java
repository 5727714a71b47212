package dev.sagas.engine.definitions;

import dev.sagas.definition.Saga;

/**
 * A definition after it was described and checked.
 *
 * @param source the file name of the jar that it is from, or {@value DefinitionProblem#CLASS_PATH}
 * @param definitionClass name of the class that described it
 */
public record DescribedSaga(String source, String definitionClass, Saga<?> saga) {
  /** One that is in no jar of its own. */
  public DescribedSaga(String definitionClass, Saga<?> saga) {
    this(DefinitionProblem.CLASS_PATH, definitionClass, saga);
  }

  /** Type and version, such as {@code order version 2}. */
  public String title() {
    return saga.type() + " version " + saga.version();
  }

  public DefinitionProblem problem(String text) {
    return new DefinitionProblem(source, title(), text);
  }
}
