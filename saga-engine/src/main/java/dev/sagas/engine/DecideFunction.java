package dev.sagas.engine;

import dev.sagas.engine.core.Decision;
import dev.sagas.engine.core.DecisionContext;
import dev.sagas.engine.core.DefinitionCatalog;
import dev.sagas.engine.core.SagaDecider;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.core.SagaState;
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
