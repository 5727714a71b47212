package dev.sagas.definition;

import dev.sagas.protocol.StepName;
import java.util.List;
import java.util.Optional;

/**
 * One step of a saga.
 *
 * @param <D> the saga's data
 */
public sealed interface Step<D> extends Stage<D>
    permits CommandStep, LocalStep, SleepStep, SignalStep {
  @Override
  StepName name();

  /** Decides, when its turn comes, whether the step runs at all; always if empty. */
  Optional<Condition<D>> condition();

  /** Calls the visitor's method for this kind of step. */
  <R> R accept(Visitor<D, R> visitor);

  @Override
  default <R> R accept(Stage.Visitor<D, R> visitor) {
    return visitor.step(this);
  }

  @Override
  default List<Step<D>> steps() {
    return List.of(this);
  }

  /**
   * What to do with each kind of step.
   *
   * @param <D> the saga's data
   * @param <R> the result for a step
   */
  interface Visitor<D, R> {
    R command(CommandStep<D> step);

    R local(LocalStep<D> step);

    R sleep(SleepStep<D> step);

    R signal(SignalStep<D> step);
  }
}
