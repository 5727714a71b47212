package dev.sagas.definition;

import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;

/**
 * Describes steps one after the other, in a saga or in a branch.
 *
 * @param <D> the saga's data
 * @param <B> the builder itself
 */
abstract class StepsBuilder<D, B extends StepsBuilder<D, B>> {
  /** Adds a step that sends a command to a participant. */
  public B step(String name, UnaryOperator<StepBuilder<D>> description) {
    return add(description.apply(new StepBuilder<>(name)));
  }

  /** Adds a step that changes or checks the saga's data, without a participant. */
  public B local(String name, UnaryOperator<LocalBuilder<D>> description) {
    return add(description.apply(new LocalBuilder<>(name)));
  }

  /** Adds a durable sleep. */
  public B sleep(String name, UnaryOperator<SleepBuilder<D>> description) {
    return add(description.apply(new SleepBuilder<>(name)));
  }

  /** Adds a wait for an external signal. */
  public B awaitSignal(
      String name,
      Function<SignalBuilder<D, SpecificRecord>, ? extends SignalBuilder<D, ?>> description) {
    return add(description.apply(new SignalBuilder<>(name)));
  }

  /** Adds a wait for a person's decision. */
  public B approval(String name, UnaryOperator<ApprovalBuilder<D>> description) {
    return add(description.apply(new ApprovalBuilder<>(name)));
  }

  abstract B add(StepDescription<D, ?> step);
}
