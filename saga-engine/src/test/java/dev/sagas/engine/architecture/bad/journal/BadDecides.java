package dev.sagas.engine.architecture.bad.journal;

import dev.sagas.engine.core.Decision;
import dev.sagas.engine.core.DecisionContext;
import dev.sagas.engine.core.SagaDecider;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.core.SagaState;
import java.util.Optional;

/** A second place that decides. */
final class BadDecides {
  Decision again(SagaDecider decider, SagaInput input, DecisionContext context) {
    Optional<SagaState> none = Optional.empty();
    return decider.decide(none, input, context);
  }
}
