package dev.sagas.engine.definitions;

/**
 * Why a definition cannot be deployed.
 *
 * @param source the jar's file name, or {@value #CLASS_PATH}
 * @param definition its class, or its saga's type and version once those are known; empty if the
 *     problem is the jar's
 */
public record DefinitionProblem(String source, String definition, String problem) {
  /** The source of definitions that are not in a jar of their own. */
  public static final String CLASS_PATH = "class path";

  /** One line. */
  @Override
  public String toString() {
    return source + (definition.isEmpty() ? "" : ": " + definition) + ": " + problem;
  }
}
