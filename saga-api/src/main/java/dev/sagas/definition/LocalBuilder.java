package dev.sagas.definition;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Describes a local step: a pure function over the saga's data, run by the orchestrator.
 *
 * <ul>
 *   <li>Needs {@link #apply} or {@link #rejectWhen}. Without {@code apply} the data does not
 *       change.
 *   <li>Has nothing to undo.
 * </ul>
 *
 * @param <D> the saga's data
 */
public final class LocalBuilder<D> extends StepDescription<D, LocalBuilder<D>> {
  private final List<Check<D>> checks = new ArrayList<>();
  private @Nullable LocalFunction<D> function;
  private boolean rejects;

  LocalBuilder(String name) {
    super(name);
  }

  /** Changes the data. */
  public LocalBuilder<D> apply(LocalFunction<D> change) {
    if (function != null) {
      problem("has two functions");
    }
    this.function = change;
    return this;
  }

  /**
   * Rejects the step, and so unwinds the saga, if the condition holds for the data that {@link
   * #apply} returned. May be called several times: the first condition that holds decides. Not
   * allowed from the pivot on.
   *
   * @param code why, for programs: must match {@code [A-Z][A-Z0-9_]{0,63}}
   * @param message why, for a person: at most {@value Check#MAX_MESSAGE_CHARS} characters
   */
  public LocalBuilder<D> rejectWhen(Condition<D> failsWhen, String code, String message) {
    this.rejects = true;
    if (canReject(code, message)) {
      checks.add(new Check<>(failsWhen, code, message));
    }
    return this;
  }

  @Override
  LocalBuilder<D> self() {
    return this;
  }

  @Override
  void checkKind(Problems found) {
    if (function == null && !rejects) {
      found.add(title() + " needs a function or a rejectWhen");
    }
  }

  @Override
  void checkFromPivotOn(Problems found) {
    if (rejects) {
      found.add(title() + " has a rejectWhen, " + PivotRules.NOTHING_IS_UNDONE);
    }
  }

  @Override
  LocalStep<D> build() {
    LocalFunction<D> change = function == null ? data -> data : function;
    return new LocalStep<>(stepName(), condition(), change, checks);
  }
}
