package dev.sagas.definition;

import java.util.List;

/** A definition that cannot work. The message lists every problem and names the step. */
public final class InvalidDefinitionException extends RuntimeException {
  private final transient List<String> problems;

  public InvalidDefinitionException(String saga, List<String> problems) {
    super("Saga " + saga + " cannot work: " + String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /** Every problem that was found, in the order of the steps. */
  public List<String> problems() {
    return problems;
  }
}
