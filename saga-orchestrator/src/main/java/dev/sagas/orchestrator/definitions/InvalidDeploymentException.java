package dev.sagas.orchestrator.definitions;

import dev.sagas.engine.definitions.DefinitionProblem;
import java.util.List;
import java.util.stream.Collectors;

/** Definitions that cannot be deployed. The message lists every problem of every one of them. */
public final class InvalidDeploymentException extends RuntimeException {
  private final transient List<DefinitionProblem> problems;

  public InvalidDeploymentException(List<DefinitionProblem> problems) {
    super(
        "Expected definitions that can be deployed, but found %s%s%s"
            .formatted(
                problems.size(),
                problems.size() == 1 ? " problem:" : " problems:",
                problems.stream().map(problem -> "\n  " + problem).collect(Collectors.joining())));
    this.problems = List.copyOf(problems);
  }

  /** Throws if there are problems. */
  public static void throwIfAny(List<DefinitionProblem> problems) {
    if (!problems.isEmpty()) {
      throw new InvalidDeploymentException(problems);
    }
  }

  /** Every problem that was found, jar by jar. */
  public List<DefinitionProblem> problems() {
    return problems;
  }
}
