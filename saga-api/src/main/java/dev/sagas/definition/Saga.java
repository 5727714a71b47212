package dev.sagas.definition;

import dev.sagas.protocol.SagaType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A saga as described by a {@link SagaDefinition}: immutable and checked.
 *
 * @param <D> the Avro record that starts the saga and holds its data
 * @param stages its steps and groups, in order of execution
 * @param deadline how long the saga may go forward before it is unwound; no limit if empty
 * @param onCompensationFailure what the unwind does after a compensation has finally failed
 */
public record Saga<D extends SpecificRecord>(
    SagaType type,
    int version,
    Class<D> dataClass,
    List<Stage<D>> stages,
    Optional<Duration> deadline,
    OnCompensationFailure onCompensationFailure) {
  /** The most steps that a saga may have. */
  public static final int MAX_STEPS = 200;

  /** The longest time-out and deadline. */
  public static final Duration MAX_DURATION = Duration.ofDays(365);

  public Saga {
    stages = List.copyOf(stages);
  }

  /** All steps, including those in groups, in the order of the definition. */
  public List<Step<D>> steps() {
    return stages.stream().flatMap(stage -> stage.steps().stream()).toList();
  }

  /** Begins the description of a saga. Versions count from 1. */
  public static <D extends SpecificRecord> Builder<D> named(
      String type, int version, Class<D> dataClass) {
    return new Builder<>(type, version, dataClass);
  }

  /**
   * Describes a saga, stage by stage in the order of execution.
   *
   * <ul>
   *   <li>Needs 1 to {@value Saga#MAX_STEPS} steps, including those in groups. Names of steps and
   *       groups are unique.
   *   <li>Defaults: no deadline, {@link OnCompensationFailure#STOP}.
   * </ul>
   *
   * @param <D> the saga's data
   */
  public static final class Builder<D extends SpecificRecord> extends StepsBuilder<D, Builder<D>> {
    private final String type;
    private final int version;
    private final Class<D> dataClass;
    private final List<StageDescription<D>> stages = new ArrayList<>();
    private @Nullable Duration deadline;
    private OnCompensationFailure onCompensationFailure = OnCompensationFailure.STOP;

    private Builder(String type, int version, Class<D> dataClass) {
      this.type = type;
      this.version = version;
      this.dataClass = dataClass;
    }

    /** Adds a group of branches that run in parallel. */
    public Builder<D> parallel(String name, UnaryOperator<GroupBuilder<D>> description) {
      stages.add(description.apply(new GroupBuilder<>(name)));
      return this;
    }

    /** How long the saga may go forward before it is unwound. No limit by default. */
    public Builder<D> deadline(Duration afterStart) {
      this.deadline = afterStart;
      return this;
    }

    /**
     * What the unwind does after a compensation has finally failed (R11). {@link
     * OnCompensationFailure#STOP} by default.
     */
    public Builder<D> onCompensationFailure(OnCompensationFailure then) {
      this.onCompensationFailure = then;
      return this;
    }

    /**
     * Checks the description.
     *
     * @throws InvalidDefinitionException with every problem that was found
     */
    public Saga<D> build() {
      Problems problems = new Problems();
      checkSaga(problems);
      stages.forEach(stage -> stage.check(problems));
      checkNames(problems);
      PivotRules.check(stages, problems);
      SignalRules.check(stages, problems);
      problems.throwIfAny(type + " version " + version);
      List<Stage<D>> built = new ArrayList<>();
      stages.forEach(stage -> built.add(stage.build()));
      return new Saga<>(
          new SagaType(type),
          version,
          dataClass,
          built,
          Optional.ofNullable(deadline),
          onCompensationFailure);
    }

    @Override
    Builder<D> add(StepDescription<D, ?> step) {
      stages.add(step);
      return this;
    }

    private void checkSaga(Problems problems) {
      problems.requireName("saga type", type, SagaType.isValid(type));
      if (version < 1) {
        problems.add("version must be at least 1, but is " + version);
      }
      int count = stages.stream().mapToInt(stage -> stage.steps().size()).sum();
      if (count < 1 || count > MAX_STEPS) {
        problems.add("expected 1 to " + MAX_STEPS + " steps, but there are " + count);
      }
      if (deadline != null) {
        problems.requireInBounds("deadline", deadline);
      }
    }

    private void checkNames(Problems problems) {
      Map<String, StageDescription<D>> named = new HashMap<>();
      for (StageDescription<D> stage : stages) {
        checkName(stage, named, problems);
        for (BranchBuilder<D> branch : stage.branches()) {
          branch.steps().forEach(step -> checkName(step, named, problems));
        }
      }
    }

    private void checkName(
        StageDescription<D> stage, Map<String, StageDescription<D>> named, Problems problems) {
      StageDescription<D> other = named.putIfAbsent(stage.name(), stage);
      if (other != null) {
        problems.add(
            stage.kind().equals(other.kind())
                ? stage.title() + " is described twice"
                : stage.title() + " has the name of a " + other.kind());
      }
    }
  }
}
