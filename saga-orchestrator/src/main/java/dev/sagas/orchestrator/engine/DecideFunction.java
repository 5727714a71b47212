package dev.sagas.orchestrator.engine;

import dev.sagas.orchestrator.core.Decision;
import dev.sagas.orchestrator.core.DecisionContext;
import dev.sagas.orchestrator.core.DefinitionCatalog;
import dev.sagas.orchestrator.core.SagaDecider;
import dev.sagas.orchestrator.core.SagaInput;
import dev.sagas.orchestrator.core.SagaState;
import java.util.Optional;

/** The function that decides. */
@FunctionalInterface
public interface DecideFunction {
  /**
   * Decides.
   *
   * @param state empty if no saga has the input's id
   */
  Decision decide(Optional<SagaState> state, SagaInput input, DecisionContext context);

  /** That of a decider. */
  static DecideFunction of(SagaDecider decider) {
    return decider::decide;
  }

  /** Makes the function for deployed definitions. */
  @FunctionalInterface
  interface Factory {
    /** The decider itself. */
    Factory DECIDER = definitions -> of(new SagaDecider(definitions));

    /** A function over these definitions. */
    DecideFunction over(DefinitionCatalog definitions);
  }
}
