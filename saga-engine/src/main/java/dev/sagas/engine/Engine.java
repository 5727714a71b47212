package dev.sagas.engine;

import dev.sagas.engine.core.Decision;
import dev.sagas.engine.core.DecisionContext;
import dev.sagas.engine.core.Rejection;
import dev.sagas.engine.core.SagaDecider;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.wire.Checkpoint;
import dev.sagas.engine.wire.DeadLetterCode;
import dev.sagas.protocol.SagaId;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place that says what becomes of an input: decides, encodes, checks, refuses.
 *
 * <ul>
 *   <li>Stores and sends nothing: what it gives is done by its shell as a whole, in one
 *       transaction.
 *   <li>A function of a definition that throws or does not return, and output that cannot be
 *       written, make an incident of the saga; where that cannot be written either, the input is
 *       refused and kept (R17).
 *   <li>An outage, such as that of the registry, is thrown (a {@link
 *       org.apache.kafka.common.KafkaException}): the input is to be handled again.
 *   <li>For one partition, in one thread.
 * </ul>
 */
public final class Engine {
  /** When a timer rings again whose saga cannot be moved on now. */
  public static final long FIRES_AGAIN_MS = 60_000;

  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  private final EngineLimits limits;
  private final OutputLimits outputLimits;
  private final GuardedDecider decider;
  private final Transitions transitions;
  private final Refusals refusals;
  private final Capacity capacity;

  private Engine(
      EngineSetup setup,
      Capacity capacity,
      FunctionRunner runner,
      BiConsumer<SagaId, Throwable> bugs) {
    this.capacity = capacity;
    this.limits = setup.limits();
    this.outputLimits = new OutputLimits(setup);
    this.decider =
        new GuardedDecider(
            setup.decider(),
            new GuardedDecider.Functions(limits.functionTimeout(), setup.returning(), runner),
            bugs);
    this.transitions = new Transitions(setup, outputLimits);
    this.refusals = new Refusals(setup, outputLimits);
  }

  /** An engine that gives up functions which do not return; it waits for none that surely do. */
  public static Engine guarded(EngineSetup setup) {
    return guarded(setup, Capacity.UNBOUNDED);
  }

  /** Such an engine, which holds starts back that there is no room for (R30). */
  public static Engine guarded(EngineSetup setup, Capacity capacity) {
    return new Engine(
        setup,
        capacity,
        new DecisionThread(),
        (id, bug) -> LOG.error("The engine failed on an input of saga {}", id, bug));
  }

  /**
   * An engine for functions that are known to return: they run on the caller's thread.
   *
   * @param bugs receives what deciding threw; nothing is logged
   */
  public static Engine inline(EngineSetup setup, BiConsumer<SagaId, Throwable> bugs) {
    return new Engine(setup, Capacity.UNBOUNDED, FunctionRunner.INLINE, bugs);
  }

  /** What may be sent and parked. */
  public OutputLimits outputLimits() {
    return outputLimits;
  }

  /**
   * Handles an input, or a timer that fired ({@link SagaInput.TimerDue}).
   *
   * @param before the saga's checkpoint, which names no timer if it has just fired; empty if no
   *     saga has the id
   * @param occasion a {@link FiredTimer} for a timer, else a {@link ReceivedInput}
   */
  public Outcome handle(Optional<Checkpoint> before, SagaInput input, Occasion occasion) {
    return occasion.accept(
        new Occasion.Visitor<>() {
          @Override
          public Outcome received(ReceivedInput received) {
            return delivered(before, input, received);
          }

          @Override
          public Outcome firedTimer(FiredTimer timer) {
            return fired(before.orElseThrow(), input, timer);
          }
        });
  }

  private Outcome delivered(Optional<Checkpoint> before, SagaInput input, ReceivedInput received) {
    Optional<SagaState> met = before.map(Checkpoint::state);
    Optional<Refusal> unanswerable =
        input.asStart().flatMap(start -> refusals.unanswerable(received, start, met));
    if (unanswerable.isPresent()) {
      return refusals.refused(received, unanswerable.get());
    }
    Decision decision = decider.decide(met, input, context(met, room(met, input), received));
    return decision.accept(
        new Decision.Visitor<>() {
          @Override
          public Outcome accepted(Decision.Accepted accepted) {
            return write(before, accepted, input, received);
          }

          @Override
          public Outcome rejected(Decision.Rejected rejected) {
            return rejected.reason() == Rejection.NO_SUCH_SAGA && mayOvertakeItsStart(input)
                ? new Outcome.Early()
                : refusals.rejected(received, input, met, rejected);
          }

          @Override
          public Outcome forgotten(Decision.Forgotten forgotten) {
            return new Outcome.Forget(input.sagaId());
          }
        });
  }

  private static boolean mayOvertakeItsStart(SagaInput input) {
    return switch (input.accept(CauseKinds.OF)) {
      case SIGNAL, OPERATION -> true;
      case START, REPLY, TIMER, ENGINE -> false;
    };
  }

  private Outcome write(
      Optional<Checkpoint> before,
      Decision.Accepted accepted,
      SagaInput input,
      ReceivedInput received) {
    Outcome.Write write =
        transitions.encode(before, accepted, received.cause(input), received.route());
    Optional<Unsendable> problem = outputLimits.problem(write);
    if (problem.isEmpty()) {
      return input.asStart().isPresent() ? refusals.accepted(received, write) : write;
    }
    Optional<Outcome> incident =
        before.flatMap(checkpoint -> incident(checkpoint, problem.get(), input, received));
    return incident.orElseGet(
        () ->
            refusals.refused(
                received,
                new Refusal(
                    Optional.of(input.sagaId()),
                    before.map(Checkpoint::state),
                    DeadLetterCode.of(problem.get().code()),
                    problem.get().message())));
  }

  /** What takes the place of a transition that cannot be written, if it can be. */
  private Optional<Outcome> incident(
      Checkpoint before, Unsendable problem, SagaInput input, Occasion occasion) {
    SagaState state = before.state();
    if (state.sagaIncident().isPresent()) {
      return Optional.empty();
    }
    Decision.Accepted incident =
        SagaDecider.incident(
            state,
            problem.code(),
            problem.message(),
            context(Optional.of(state), Optional.empty(), occasion));
    Outcome.Write write =
        transitions.encode(Optional.of(before), incident, occasion.cause(input), occasion.route());
    return outputLimits.problem(write).isEmpty() ? Optional.of(write) : Optional.empty();
  }

  private Outcome fired(Checkpoint before, SagaInput input, FiredTimer timer) {
    Optional<SagaState> state = Optional.of(before.state());
    Decision decision = decider.decide(state, input, context(state, room(state, input), timer));
    return decision.accept(
        new Decision.Visitor<>() {
          @Override
          public Outcome accepted(Decision.Accepted accepted) {
            return write(before, accepted, input, timer);
          }

          @Override
          public Outcome rejected(Decision.Rejected rejected) {
            // One that is held back is let go without a timer, unless that has failed.
            return before.state().isHeldBack()
                ? transitions.reschedule(before.state(), timer.nowMs() + FIRES_AGAIN_MS)
                : transitions.reschedule(before.state());
          }

          @Override
          public Outcome forgotten(Decision.Forgotten forgotten) {
            return new Outcome.Forget(input.sagaId());
          }
        });
  }

  private Outcome write(
      Checkpoint before, Decision.Accepted accepted, SagaInput input, FiredTimer timer) {
    Outcome.Write write =
        transitions.encode(Optional.of(before), accepted, timer.cause(input), timer.route());
    Optional<Unsendable> problem = outputLimits.problem(write);
    return problem.isEmpty()
        ? write
        : incident(before, problem.get(), input, timer)
            .orElseGet(
                () -> transitions.reschedule(before.state(), timer.nowMs() + FIRES_AGAIN_MS));
  }

  /** Why a saga that is to begin must not, if so. */
  private Optional<String> room(Optional<SagaState> state, SagaInput input) {
    return input
        .asStart()
        .map(SagaInput.Start::type)
        .or(() -> state.filter(SagaState::isHeldBack).map(held -> held.identity().type().value()))
        .flatMap(capacity::full);
  }

  private DecisionContext context(
      Optional<SagaState> state, Optional<String> full, Occasion occasion) {
    return new DecisionContext(
        Math.max(occasion.nowMs(), state.map(SagaState::updatedAtMs).orElse(0L)),
        limits.tombstoneRetention(),
        limits.fenceRetention(),
        limits.signals().maxSignals(),
        limits.signals().maxBytes(),
        full);
  }

  /**
   * Handles an input of a saga whose checkpoint cannot be trusted.
   *
   * @return empty if the input is to be held until the saga is rebuilt
   */
  public Optional<Outcome> handleUntrusted(SagaInput input, ReceivedInput received) {
    return input
        .asStart()
        .flatMap(start -> refusals.unanswerable(received, start, Optional.empty()))
        .map(refusal -> refusals.refused(received, refusal.ofNoSaga()));
  }

  /** Refuses a record that cannot be applied, whatever would be decided. */
  public Outcome refuse(Refusal refusal, ReceivedInput received) {
    return refusals.refused(received, refusal);
  }

  /**
   * Passes over a record whose transaction has failed again and again: a letter without its bytes
   * is kept of it.
   *
   * @param sagaId if it can be told
   */
  public Outcome giveUp(Optional<SagaId> sagaId, ReceivedInput received) {
    return refusals.givenUp(
        received,
        new Refusal(
            sagaId,
            Optional.empty(),
            DeadLetterCode.TRANSACTION_FAILED,
            "Its transaction has failed again and again; see the engine's log"));
  }

  /**
   * Puts what the journal says of a saga in place of its checkpoint, and says so in the journal.
   *
   * @return an {@link Outcome.Refuse} without outputs if the changelog does not take it
   */
  public Outcome rebuilt(SagaState state, FiredTimer timer) {
    Outcome.Replace replace = transitions.replace(state, refusals.rebuilt(state, timer));
    Optional<Unsendable> problem = outputLimits.problemOfCheckpoint(state, replace.encoded());
    return problem.isEmpty() ? replace : Refusals.unwritable(state, problem.get());
  }
}
