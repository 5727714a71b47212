package dev.sagas.orchestrator.streams;

import dev.sagas.orchestrator.core.Decision;
import dev.sagas.orchestrator.core.DecisionContext;
import dev.sagas.orchestrator.core.IncidentCode;
import dev.sagas.orchestrator.core.Rejection;
import dev.sagas.orchestrator.core.SagaDecider;
import dev.sagas.orchestrator.core.SagaInput;
import dev.sagas.orchestrator.core.SagaState;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides, and survives a bug of the engine: without this guard one saga's bad luck would stop its
 * partition, which would read the same input again and again.
 *
 * <ul>
 *   <li>The saga gets an incident; where it cannot have one the input becomes a dead letter.
 *   <li>An outage, such as that of the registry, passes through: its input is read again.
 * </ul>
 */
final class GuardedDecider {
  private static final Logger LOG = LoggerFactory.getLogger(GuardedDecider.class);

  private final SagaDecider decider;

  GuardedDecider(SagaDecider decider) {
    this.decider = decider;
  }

  Decision decide(Optional<SagaState> state, SagaInput input, DecisionContext context) {
    try {
      return decider.decide(state, input, context);
    } catch (KafkaException outage) {
      throw outage;
    } catch (RuntimeException | StackOverflowError bug) {
      LOG.error("The engine failed on an input of saga {}", input.sagaId(), bug);
      return afterBug(state, bug, context);
    }
  }

  private static Decision afterBug(
      Optional<SagaState> state, Throwable bug, DecisionContext context) {
    String message = "The engine failed with " + bug.getClass().getName() + "; see its log";
    if (state.isEmpty()
        || state.get().status().isTerminal()
        || state.get().sagaIncident().isPresent()) {
      return new Decision.Rejected(Rejection.ENGINE_FAULT, message);
    }
    return SagaDecider.incident(state.get(), IncidentCode.ENGINE_FAULT, message, context);
  }
}
