package dev.sagas.operate.why;

import dev.sagas.engine.core.OperationKind;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.core.SagaState;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.StepName;
import java.util.List;
import java.util.Optional;

/**
 * What an operator's action would do to a saga as it is now: computed by the engine's own decider.
 *
 * <ul>
 *   <li>Changes nothing. Pure: the same arguments give the same preview.
 *   <li>Where no definition is known, only an action that needs none can be previewed; see {@link
 *       #isKnown()}.
 * </ul>
 *
 * @param basis what it was computed from
 * @param refusal why the action would be refused; empty if it would be applied, or that is not
 *     known
 * @param after the saga's status after it; empty if it would be refused, or that is not known
 * @param executes the steps whose execute it sends at once
 * @param raised the codes of the incidents that it would raise
 * @param unwind what is undone; present if the saga turns back, or is undoing
 * @param effectsLeft the steps whose effects it would leave
 */
public record ActionPreview(
    KnownDefinition.Basis basis,
    OperationKind kind,
    Optional<String> refusal,
    Optional<SagaStatus> after,
    List<StepName> executes,
    List<String> raised,
    Optional<UndoPreview> unwind,
    List<StepName> effectsLeft) {
  public ActionPreview {
    executes = List.copyOf(executes);
    raised = List.copyOf(raised);
    effectsLeft = List.copyOf(effectsLeft);
  }

  /**
   * The preview.
   *
   * @param operation what would be sent; one that is sent as a dry run is previewed alike
   * @param nowMs epoch ms
   */
  public static ActionPreview of(
      SagaState saga, SagaInput.Operation operation, KnownDefinition definition, long nowMs) {
    if (!saga.status().isTerminal()
        && needsDefinition(operation.kind())
        && !definition.covers(saga)) {
      return unknown(operation.kind());
    }
    return new PreviewDecider(definition, nowMs)
        .decide(saga, applied(operation))
        .accept(new ActionResult(saga, operation.kind(), definition, nowMs));
  }

  /** The same of an action that is named by its kind and step alone. */
  public static ActionPreview of(
      SagaState saga, Ordered ordered, KnownDefinition definition, long nowMs) {
    return of(
        saga, PreviewDecider.operation(saga, ordered.kind(), ordered.step()), definition, nowMs);
  }

  /** An action and the step that it is about, if it is about one. */
  public record Ordered(OperationKind kind, Optional<StepName> step) {}

  private static boolean needsDefinition(OperationKind kind) {
    return switch (kind) {
      case PAUSE, END -> false;
      case RESUME, CANCEL, COMPENSATE, RETRY, SKIP, FAIL, EDIT_DATA, RESTART, MIGRATE -> true;
    };
  }

  private static SagaInput.Operation applied(SagaInput.Operation operation) {
    return new SagaInput.Operation(
        operation.sagaId(), operation.kind(), operation.order(), operation.subject(), false);
  }

  private static ActionPreview unknown(OperationKind kind) {
    return new ActionPreview(
        KnownDefinition.Basis.STATE,
        kind,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        List.of());
  }

  /** False if it cannot be said what the action would do. */
  public boolean isKnown() {
    return refusal.isPresent() || after.isPresent();
  }

  /** In words, such as {@code sends 2 compensations: b, a; then COMPENSATED}. */
  public String text() {
    return ActionText.of(this);
  }
}
