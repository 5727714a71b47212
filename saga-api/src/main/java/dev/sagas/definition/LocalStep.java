package dev.sagas.definition;

import dev.sagas.protocol.StepName;
import java.util.List;
import java.util.Optional;

/**
 * A change of the saga's data, made by the orchestrator itself.
 *
 * @param <D> the saga's data
 * @param checks evaluated in order with the data that {@code function} returned; the first that
 *     holds rejects the step
 */
public record LocalStep<D>(
    StepName name,
    Optional<Condition<D>> condition,
    LocalFunction<D> function,
    List<Check<D>> checks)
    implements Step<D> {
  public LocalStep {
    checks = List.copyOf(checks);
  }

  @Override
  public <R> R accept(Visitor<D, R> visitor) {
    return visitor.local(this);
  }
}
