package dev.sagas.operate.query;

import dev.sagas.protocol.SagaType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One version of a definition, as the orchestrator published it.
 *
 * @param definitionClass the Java class that described it
 * @param dataType full name of the record that starts it and holds its data
 * @param dataSchemaIds the schemas that its data may have been written with, ascending
 * @param structureHash 64 hex digits
 * @param deadlineMs how long the saga may go forward
 * @param onCompensationFailure {@code STOP} or {@code CONTINUE}
 * @param stages in order of execution
 */
public record PublishedSaga(
    SagaType type,
    int version,
    String definitionClass,
    String dataType,
    List<Integer> dataSchemaIds,
    String structureHash,
    OptionalLong deadlineMs,
    String onCompensationFailure,
    List<Stage> stages) {
  public PublishedSaga {
    dataSchemaIds = List.copyOf(dataSchemaIds);
    stages = List.copyOf(stages);
  }

  /** All steps, in the order of the definition. */
  public List<Step> steps() {
    return stages.stream()
        .flatMap(stage -> stage.branches().stream())
        .flatMap(branch -> branch.steps().stream())
        .toList();
  }

  /** The participants of some definitions. */
  public static Set<String> participants(List<PublishedSaga> definitions) {
    return definitions.stream()
        .flatMap(definition -> definition.steps().stream())
        .filter(step -> step.kind().equals("COMMAND"))
        .flatMap(step -> step.on().stream())
        .collect(Collectors.toSet());
  }

  /**
   * A step, or a group of branches that run in parallel.
   *
   * @param group its name; empty for a step that is in no group
   */
  public record Stage(Optional<String> group, boolean undoInParallel, List<Branch> branches) {
    public Stage {
      branches = List.copyOf(branches);
    }
  }

  /** Steps that run one after the other. */
  public record Branch(String name, List<Step> steps) {
    public Branch {
      steps = List.copyOf(steps);
    }
  }

  /**
   * A step. What its kind does not have is empty.
   *
   * @param kind {@code COMMAND}, {@code LOCAL}, {@code SLEEP}, {@code SIGNAL} or {@code APPROVAL}
   * @param on the participant, or the signal
   * @param record full name of the command, or of the signal's record
   * @param compensation full name of the command that undoes it
   * @param timeoutMs of one attempt, or of the wait
   * @param maxAttempts of the execute, the first included
   * @param sleepMs how long it sleeps; empty for a sleep until an instant that is computed from the
   *     data
   * @param replies full names of the reply records that it handles
   */
  public record Step(
      String name,
      String kind,
      boolean conditional,
      boolean pivot,
      Optional<String> on,
      Optional<String> record,
      Optional<String> compensation,
      OptionalLong timeoutMs,
      OptionalInt maxAttempts,
      OptionalLong sleepMs,
      List<String> replies) {
    public Step {
      replies = List.copyOf(replies);
    }
  }
}
