package dev.sagas.definition;

import dev.sagas.protocol.SignalName;
import dev.sagas.protocol.StepName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * What all kinds of steps have in common while they are described.
 *
 * @param <D> the saga's data
 * @param <B> the builder itself
 */
abstract class StepDescription<D, B extends StepDescription<D, B>> extends StageDescription<D> {
  private final List<String> problems = new ArrayList<>();
  private @Nullable Condition<D> condition;

  StepDescription(String name) {
    super(name);
  }

  /**
   * Runs the step only if the condition holds for the data when its turn comes; otherwise the step
   * is skipped and has nothing to undo. Without a condition the step always runs.
   */
  public B when(Condition<D> runsIf) {
    if (condition != null) {
      problem("has two conditions");
    }
    this.condition = runsIf;
    return self();
  }

  abstract B self();

  /** Records a problem that is found while the step is described. */
  final void problem(String problem) {
    problems.add(title() + " " + problem);
  }

  /** True if a step can be rejected with these; otherwise records the problems. */
  final boolean canReject(String code, String message) {
    List<String> wrong = RejectionText.problems(code, message);
    wrong.forEach(each -> problems.add(title() + ": " + each));
    return wrong.isEmpty();
  }

  /** Adds the problems of this kind of step. */
  abstract void checkKind(Problems found);

  /** Adds what is not allowed from the pivot on, where nothing is undone any more (R13). */
  abstract void checkFromPivotOn(Problems found);

  @Override
  abstract Step<D> build();

  boolean isPivot() {
    return false;
  }

  /** The signal that it waits for, if any. */
  Optional<AwaitedSignal> awaits() {
    return Optional.empty();
  }

  final boolean isConditional() {
    return condition != null;
  }

  final StepName stepName() {
    return new StepName(name());
  }

  final Optional<Condition<D>> condition() {
    return Optional.ofNullable(condition);
  }

  @Override
  final String kind() {
    return "step";
  }

  @Override
  final List<StepDescription<D, ?>> steps() {
    return List.of(this);
  }

  @Override
  final List<BranchBuilder<D>> branches() {
    return List.of();
  }

  @Override
  final void check(Problems found) {
    found.requireName("step name", name(), StepName.isValid(name()));
    checkKind(found);
    found.addAll(problems);
  }

  /**
   * A signal as a step names it, not yet checked.
   *
   * @param signal of the form of a {@link SignalName}, or not
   * @param type the record; empty if none was given
   */
  record AwaitedSignal(String signal, Optional<Class<? extends SpecificRecord>> type) {}
}
