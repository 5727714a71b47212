package dev.sagas.engine;

import dev.sagas.engine.core.Decision;
import dev.sagas.engine.core.DecisionContext;
import dev.sagas.engine.core.IncidentCode;
import dev.sagas.engine.core.Rejection;
import dev.sagas.engine.core.SagaDecider;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.core.SagaState;
import dev.sagas.protocol.SagaId;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides, and survives a bug of the engine: without this guard one saga's bad luck would stop its
 * partition, which would read the same input again and again.
 *
 * <ul>
 *   <li>A function of a definition that does not return holds the partition up for a bounded time.
 *   <li>The saga gets an incident; where it cannot have one the input becomes a dead letter.
 *   <li>An outage, such as that of the registry, passes through: its input is read again.
 * </ul>
 */
final class GuardedDecider {
  private static final Logger LOG = LoggerFactory.getLogger(GuardedDecider.class);

  private final DecideFunction decider;
  private final Functions functions;
  private final BiConsumer<SagaId, Throwable> bugs;

  /**
   * Decides by this function.
   *
   * @param functions how it calls those of definitions
   * @param bugs receives what it threw
   */
  GuardedDecider(DecideFunction decider, Functions functions, BiConsumer<SagaId, Throwable> bugs) {
    this.decider = decider;
    this.functions = functions;
    this.bugs = bugs;
  }

  Decision decide(Optional<SagaState> state, SagaInput input, DecisionContext context) {
    try {
      return functions.surelyReturn(state, input)
          ? decideHere(state, input, context)
          : functions.runner.within(functions.timeout, () -> decider.decide(state, input, context));
    } catch (TimeoutException hung) {
      LOG.error("Saga {} of the definition: {}", input.sagaId(), hung.getMessage());
      return stopped(
          state, IncidentCode.FUNCTION_TIMED_OUT, "Not decided: " + hung.getMessage(), context);
    } catch (KafkaException outage) {
      throw outage;
    } catch (RuntimeException | StackOverflowError bug) {
      bugs.accept(input.sagaId(), bug);
      String message = "The engine failed with " + bug.getClass().getName() + "; see its log";
      return stopped(state, IncidentCode.ENGINE_FAULT, message, context);
    }
  }

  private Decision decideHere(Optional<SagaState> state, SagaInput input, DecisionContext context) {
    long beganAt = System.nanoTime();
    try {
      return decider.decide(state, input, context);
    } finally {
      Duration took = Duration.ofNanos(System.nanoTime() - beganAt);
      if (took.compareTo(functions.timeout) > 0) {
        LOG.warn(
            "Deciding on saga {} held its partition up for {} ms, more than the {} ms for functions",
            input.sagaId(),
            took.toMillis(),
            functions.timeout.toMillis());
      }
    }
  }

  /**
   * How the functions of definitions are called.
   *
   * @param timeout how long they may take
   * @param returning of which definitions they surely return: they run on the caller's thread
   * @param runner runs the others
   */
  record Functions(Duration timeout, ReturningDefinitions returning, FunctionRunner runner) {
    /** An operation may call functions of other versions, and is rare. */
    private boolean surelyReturn(Optional<SagaState> state, SagaInput input) {
      Optional<SagaInput.Start> start = input.asStart();
      boolean anyVersionReturns =
          start.isEmpty() || returning.include(start.get().type(), OptionalInt.empty());
      if (input.asOperation().isPresent() || !anyVersionReturns) {
        return false;
      }
      return state
          .map(SagaState::identity)
          .map(saga -> returning.include(saga.type().value(), OptionalInt.of(saga.version())))
          .orElse(start.isPresent());
    }
  }

  private static Decision stopped(
      Optional<SagaState> state, IncidentCode code, String message, DecisionContext context) {
    if (state.isEmpty()
        || state.get().status().isTerminal()
        || state.get().sagaIncident().isPresent()) {
      return new Decision.Rejected(Rejection.ENGINE_FAULT, message);
    }
    return SagaDecider.incident(state.get(), code, message, context);
  }
}
