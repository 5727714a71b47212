package dev.sagas.definition;

import dev.sagas.protocol.SagaType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A saga as described by a {@link SagaDefinition}: immutable and checked.
 *
 * @param <D> the Avro record that starts the saga and holds its data
 */
public record Saga<D extends SpecificRecord>(
    SagaType type,
    int version,
    Class<D> dataClass,
    List<Step<D>> steps,
    Optional<Duration> deadline) {
  /** The most steps that a saga may have. */
  public static final int MAX_STEPS = 200;

  /** The longest time-out and deadline. */
  public static final Duration MAX_DURATION = Duration.ofDays(365);

  private static final Duration MIN_DURATION = Duration.ofMillis(1);

  public Saga {
    steps = List.copyOf(steps);
  }

  static boolean isInBounds(Duration duration) {
    return duration.compareTo(MIN_DURATION) >= 0 && duration.compareTo(MAX_DURATION) <= 0;
  }

  /** Begins the description of a saga. Versions count from 1. */
  public static <D extends SpecificRecord> Builder<D> named(
      String type, int version, Class<D> dataClass) {
    return new Builder<>(type, version, dataClass);
  }

  /**
   * Describes a saga, step by step in the order of execution.
   *
   * @param <D> the saga's data
   */
  public static final class Builder<D extends SpecificRecord> {
    private final String type;
    private final int version;
    private final Class<D> dataClass;
    private final List<StepBuilder<D>> steps = new ArrayList<>();
    private @Nullable Duration deadline;

    private Builder(String type, int version, Class<D> dataClass) {
      this.type = type;
      this.version = version;
      this.dataClass = dataClass;
    }

    /** Adds a step. */
    public Builder<D> step(String name, UnaryOperator<StepBuilder<D>> description) {
      steps.add(description.apply(new StepBuilder<>(name)));
      return this;
    }

    /** How long the saga may go forward before it is unwound. No limit by default. */
    public Builder<D> deadline(Duration afterStart) {
      this.deadline = afterStart;
      return this;
    }

    /**
     * Checks the description.
     *
     * @throws InvalidDefinitionException with every problem that was found
     */
    public Saga<D> build() {
      List<String> problems = new ArrayList<>();
      checkSaga(problems);
      List<Step<D>> built = new ArrayList<>();
      for (StepBuilder<D> step : steps) {
        step.build(problems).ifPresent(built::add);
      }
      checkNames(problems);
      checkPivot(built, problems);
      if (!problems.isEmpty()) {
        throw new InvalidDefinitionException(type + " version " + version, problems);
      }
      return new Saga<>(
          new SagaType(type), version, dataClass, built, Optional.ofNullable(deadline));
    }

    private void checkSaga(List<String> problems) {
      if (!SagaType.isValid(type)) {
        problems.add("saga type '" + type + "' must match [a-z0-9][a-z0-9-]{0,63}");
      }
      if (version < 1) {
        problems.add("version must be at least 1, but is " + version);
      }
      if (steps.isEmpty() || steps.size() > MAX_STEPS) {
        problems.add("expected 1 to " + MAX_STEPS + " steps, but there are " + steps.size());
      }
      if (deadline != null && !isInBounds(deadline)) {
        problems.add(
            "deadline must be from 1 ms to " + MAX_DURATION.toDays() + " days, but is " + deadline);
      }
    }

    private void checkNames(List<String> problems) {
      Set<String> names = new HashSet<>();
      for (StepBuilder<D> step : steps) {
        if (!names.add(step.name())) {
          problems.add("step " + step.name() + " is described twice");
        }
      }
    }

    private void checkPivot(List<Step<D>> built, List<String> problems) {
      boolean passed = false;
      for (Step<D> step : built) {
        if (passed && step.pivot()) {
          problems.add("step " + step.name() + " is a second pivot");
        }
        if ((passed || step.pivot()) && step.compensation().isPresent()) {
          problems.add(
              "step "
                  + step.name()
                  + " has a compensation, but from the pivot on nothing is undone");
        }
        passed = passed || step.pivot();
      }
    }
  }
}
