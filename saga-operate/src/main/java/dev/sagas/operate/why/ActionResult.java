package dev.sagas.operate.why;

import dev.sagas.engine.core.Decision;
import dev.sagas.engine.core.Incident;
import dev.sagas.engine.core.OperationKind;
import dev.sagas.engine.core.SagaEffect;
import dev.sagas.engine.core.SagaState;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.StepName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Turns the decision about an action into its preview. */
final class ActionResult implements Decision.Visitor<ActionPreview> {
  private final SagaState before;
  private final OperationKind kind;
  private final KnownDefinition definition;
  private final long nowMs;

  ActionResult(SagaState before, OperationKind kind, KnownDefinition definition, long nowMs) {
    this.before = before;
    this.kind = kind;
    this.definition = definition;
    this.nowMs = nowMs;
  }

  @Override
  public ActionPreview accepted(Decision.Accepted decision) {
    SagaState after = PreviewDecider.stored(decision);
    Set<String> open = before.incidents().stream().map(Incident::id).collect(Collectors.toSet());
    return new ActionPreview(
        definition.basis(),
        kind,
        Optional.empty(),
        Optional.of(after.status()),
        executes(decision.effects()),
        after.incidents().stream()
            .filter(incident -> !open.contains(incident.id()))
            .map(Incident::code)
            .toList(),
        turnsBack(after)
            ? Optional.of(new Unwinding(definition, after, nowMs).follow(decision))
            : Optional.empty(),
        decision.effects().stream()
            .flatMap(effect -> effect.asOutcome().stream())
            .flatMap(outcome -> outcome.effectsLeft().stream())
            .toList());
  }

  /** A pause or an end does not undo anything by itself. */
  private boolean turnsBack(SagaState after) {
    boolean unwinding =
        after.status() == SagaStatus.STOPPING
            || after.status() == SagaStatus.COMPENSATING
            || after.status() == SagaStatus.COMPENSATED
            || after.control().heldCancel().isPresent();
    return unwinding && kind != OperationKind.PAUSE && definition.covers(after);
  }

  private static List<StepName> executes(List<SagaEffect> effects) {
    return effects.stream()
        .flatMap(effect -> effect.asCommand().stream())
        .filter(command -> command.undo().isEmpty())
        .map(command -> command.commandId().key().step())
        .toList();
  }

  @Override
  public ActionPreview rejected(Decision.Rejected decision) {
    return new ActionPreview(
        definition.basis(),
        kind,
        Optional.of(decision.reason() + ": " + decision.message()),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        List.of());
  }

  @Override
  public ActionPreview forgotten(Decision.Forgotten decision) {
    throw new IllegalStateException("Expected an operation to be accepted or rejected");
  }
}
