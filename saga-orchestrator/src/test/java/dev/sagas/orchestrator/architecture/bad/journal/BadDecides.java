package dev.sagas.orchestrator.architecture.bad.journal;

import dev.sagas.orchestrator.core.Decision;
import dev.sagas.orchestrator.core.DecisionContext;
import dev.sagas.orchestrator.core.SagaDecider;
import dev.sagas.orchestrator.core.SagaInput;
import dev.sagas.orchestrator.core.SagaState;
import java.util.Optional;

/** A second place that decides. */
final class BadDecides {
  Decision again(SagaDecider decider, SagaInput input, DecisionContext context) {
    Optional<SagaState> none = Optional.empty();
    return decider.decide(none, input, context);
  }
}
