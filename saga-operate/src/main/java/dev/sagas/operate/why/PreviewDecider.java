package dev.sagas.operate.why;

import dev.sagas.engine.EngineDefaults;
import dev.sagas.engine.EngineLimits;
import dev.sagas.engine.core.ChainLink;
import dev.sagas.engine.core.Decision;
import dev.sagas.engine.core.DecisionContext;
import dev.sagas.engine.core.Digest;
import dev.sagas.engine.core.OperationKind;
import dev.sagas.engine.core.SagaDecider;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.core.SagaInput.OperationSubject;
import dev.sagas.engine.core.SagaInput.OperatorOrder;
import dev.sagas.engine.core.SagaState;
import dev.sagas.protocol.StepName;
import java.util.Optional;
import java.util.OptionalInt;

/** Asks the engine's own decider what an input would do; nothing is encoded, stored or sent. */
final class PreviewDecider {
  private static final EngineLimits LIMITS = EngineDefaults.limits();

  private final SagaDecider decider;
  private final long nowMs;

  PreviewDecider(KnownDefinition definition, long nowMs) {
    this.decider = new SagaDecider(definition.catalog());
    this.nowMs = nowMs;
  }

  Decision decide(SagaState state, SagaInput input) {
    return decider.decide(
        Optional.of(state),
        input,
        new DecisionContext(
            Math.max(nowMs, state.updatedAtMs()),
            LIMITS.tombstoneRetention(),
            LIMITS.fenceRetention(),
            LIMITS.signals().maxSignals(),
            LIMITS.signals().maxBytes()));
  }

  /** The state after a decision, as if its transition had been stored. */
  static SagaState stored(Decision.Accepted accepted) {
    SagaState state = accepted.state();
    return state.withChain(new ChainLink(state.chain().revision() + 1, Digest.ZERO));
  }

  /** An operation that nobody sends; its id is new to the saga. */
  static SagaInput.Operation operation(
      SagaState state, OperationKind kind, Optional<StepName> step) {
    return new SagaInput.Operation(
        state.identity().id(),
        kind,
        new OperatorOrder("preview-" + (state.chain().revision() + 1), "preview", "preview"),
        new OperationSubject(step, Optional.empty(), OptionalInt.empty()),
        false);
  }
}
