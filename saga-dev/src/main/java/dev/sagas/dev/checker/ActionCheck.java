package dev.sagas.dev.checker;

import static dev.sagas.dev.checker.VerdictKind.OPERATOR_ACTION_MISSING;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Every action that an operator was assured of is in a transition. */
final class ActionCheck implements SagaCheck {
  @Override
  public void check(SagaHistory saga, Consumer<Verdict> verdicts) {
    Set<String> applied = new HashSet<>();
    saga.events().stream()
        .filter(event -> event.getSchema().getName().equals("OperationApplied"))
        .forEach(event -> Fields.text(event, "operationId").ifPresent(applied::add));
    for (String id : saga.acknowledged()) {
      if (!applied.contains(id)) {
        verdicts.accept(
            saga.verdict(
                OPERATOR_ACTION_MISSING,
                "Expected a transition that applied %s, but there is none".formatted(id)));
      }
    }
  }
}
