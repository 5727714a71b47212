package dev.sagas.dev.simulate;

import dev.sagas.engine.core.Decision;
import dev.sagas.engine.core.OperationKind;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.core.SagaState;
import java.util.Optional;

/**
 * One input and what was decided.
 *
 * @param before the saga's state before it
 * @param nowMs the transition's time, epoch ms
 */
record Moment(Optional<SagaState> before, SagaInput input, Decision decision, long nowMs) {
  boolean isAccepted() {
    return decision instanceof Decision.Accepted;
  }

  /** True if it is an operator's action of that kind. */
  boolean is(OperationKind kind) {
    return input instanceof SagaInput.Operation operation && operation.kind() == kind;
  }

  boolean isOperation() {
    return input instanceof SagaInput.Operation;
  }

  /** The input, and what came of it. */
  String words() {
    return EventText.of(input) + ": " + summary();
  }

  /** The decision's events by name, or the reason why there are none. */
  String summary() {
    return EventText.of(decision);
  }
}
