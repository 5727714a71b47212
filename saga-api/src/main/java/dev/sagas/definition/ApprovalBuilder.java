package dev.sagas.definition;

import dev.sagas.schema.ApprovalDecision;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Describes a wait for a person's decision: for a signal with an {@link ApprovalDecision}.
 *
 * <ul>
 *   <li>A negative decision rejects the step with the code {@value SignalStep#NOT_APPROVED}, and so
 *       unwinds the saga. Therefore approvals are not allowed from the pivot on.
 *   <li>By default waits without limit; see {@link #timeout(Duration, OnTimeout)}.
 *   <li>Has nothing to undo.
 * </ul>
 *
 * @param <D> the saga's data
 */
public final class ApprovalBuilder<D> extends WaitBuilder<D, ApprovalBuilder<D>> {
  private static final SignalCheck MUST_APPROVE =
      new SignalCheck(
          decision -> !((ApprovalDecision) decision).getApproved(),
          SignalStep.NOT_APPROVED,
          "The decision was not to approve");

  private @Nullable SignalFunction<D, ApprovalDecision> function;

  ApprovalBuilder(String name) {
    super(name);
  }

  /** Copies the decision into the data. By default the data does not change. */
  public ApprovalBuilder<D> onDecision(SignalFunction<D, ApprovalDecision> take) {
    if (function != null) {
      problem("has two functions");
    }
    this.function = take;
    return this;
  }

  @Override
  ApprovalBuilder<D> self() {
    return this;
  }

  @Override
  Optional<Class<? extends SpecificRecord>> signalClass() {
    return Optional.of(ApprovalDecision.class);
  }

  @Override
  void checkFromPivotOn(Problems found) {
    super.checkFromPivotOn(found);
    found.add(title() + " is an approval, " + PivotRules.NOTHING_IS_UNDONE);
  }

  @Override
  SignalStep<D> build() {
    SignalFunction<D, ApprovalDecision> take =
        function == null ? (data, decision) -> data : function;
    return new SignalStep<>(
        stepName(),
        condition(),
        signalName(),
        ApprovalDecision.class,
        (data, decision) -> take.apply(data, (ApprovalDecision) decision),
        List.of(MUST_APPROVE),
        timeout(),
        onTimeout(),
        true);
  }
}
