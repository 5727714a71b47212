package dev.sagas.testkit.simulate;

import dev.sagas.orchestrator.core.Decision;
import dev.sagas.orchestrator.core.DecisionContext;
import dev.sagas.orchestrator.core.DefinitionCatalog;
import dev.sagas.orchestrator.core.SagaDecider;
import dev.sagas.orchestrator.core.SagaInput;
import dev.sagas.orchestrator.core.SagaState;
import java.util.Optional;

/** What is simulated: the function that decides. */
@FunctionalInterface
public interface DecideFunction {
  /**
   * Decides.
   *
   * @param state empty if no saga has the input's id
   */
  Decision decide(Optional<SagaState> state, SagaInput input, DecisionContext context);

  /** Makes the function for a saga. */
  @FunctionalInterface
  interface Factory {
    /** The engine itself. */
    Factory ENGINE = definitions -> new SagaDecider(definitions)::decide;

    /** A function over the deployed definitions. */
    DecideFunction over(DefinitionCatalog definitions);
  }
}
