package dev.sagas.orchestrator.core;

import dev.sagas.protocol.SagaType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Decides what an input does to a saga. Pure: the same arguments give the same decision.
 *
 * <p>The rules' numbers are those of {@code docs/reference/semantics.md}.
 */
public final class SagaDecider {
  private final DefinitionCatalog definitions;

  /** A decider over the deployed definitions. */
  public SagaDecider(DefinitionCatalog definitions) {
    this.definitions = definitions;
  }

  /**
   * Decides.
   *
   * @param state empty if no saga has the input's id
   */
  public Decision decide(Optional<SagaState> state, SagaInput input, DecisionContext context) {
    if (input instanceof SagaInput.Start start) {
      return state.isPresent() ? startAgain(state.get(), start) : start(start, context);
    }
    if (state.isEmpty()) {
      return input instanceof SagaInput.TimerDue
          ? new Decision.Rejected(Rejection.NOTHING_DUE, "No saga has the id " + input.sagaId())
          : new Decision.Rejected(Rejection.NO_SUCH_SAGA, "No saga has the id " + input.sagaId());
    }
    return move(state.get(), input, context);
  }

  private static Decision startAgain(SagaState state, SagaInput.Start start) {
    Digest asked = Digest.sha256(start.payload().array());
    if (asked.equals(state.request().payloadDigest())
        && start.type().equals(state.identity().type().value())) {
      return new Decision.Rejected(
          Rejection.DUPLICATE_START, "Saga " + start.sagaId() + " was started before");
    }
    return new Decision.Rejected(
        Rejection.CONFLICTING_START,
        "Saga " + start.sagaId() + " was started before with another payload or type");
  }

  private Decision start(SagaInput.Start start, DecisionContext context) {
    if (!SagaType.isValid(start.type())
        || definitions.newest(new SagaType(start.type())).isEmpty()) {
      return new Decision.Rejected(
          Rejection.UNKNOWN_TYPE, "No saga type '" + start.type() + "' is deployed");
    }
    SagaType type = new SagaType(start.type());
    Optional<ExecutableSaga> saga =
        start.version().isPresent()
            ? definitions.find(type, start.version().getAsInt())
            : definitions.newest(type);
    if (saga.isEmpty()) {
      return new Decision.Rejected(
          Rejection.UNKNOWN_VERSION,
          "Saga type "
              + type
              + " is deployed, its version "
              + start.version().getAsInt()
              + " is not");
    }
    Optional<String> problem = saga.get().problemWith(start.payload());
    if (problem.isPresent()) {
      return new Decision.Rejected(Rejection.INVALID_DATA, problem.get());
    }
    Turn turn = Turn.begin(definitions, context, started(start, saga.get(), context));
    turn.settle();
    return turn.accepted();
  }

  private static SagaEvent.Started started(
      SagaInput.Start start, ExecutableSaga saga, DecisionContext context) {
    OptionalLong deadline =
        saga.deadline()
            .map(after -> OptionalLong.of(context.nowMs() + after.toMillis()))
            .orElse(OptionalLong.empty());
    return new SagaEvent.Started(
        new SagaIdentity(start.sagaId(), start.run(), saga.type(), saga.version()),
        new SagaRequest(
            Digest.sha256(start.payload().array()), saga.dataType(), deadline, start.labels()),
        start.payload());
  }

  private Decision move(SagaState state, SagaInput input, DecisionContext context) {
    if (input instanceof SagaInput.TimerDue) {
      if (state.status().isTerminal()) {
        return state.forgetAtMs() <= context.nowMs()
            ? new Decision.Forgotten()
            : new Decision.Rejected(Rejection.NOTHING_DUE, "The tombstone's time is not over");
      }
      OptionalLong due = Deadlines.nextDue(state);
      if (due.isEmpty() || due.getAsLong() > context.nowMs()) {
        return new Decision.Rejected(Rejection.NOTHING_DUE, "Nothing is due yet");
      }
    }
    if (state.status().isTerminal()) {
      return new Decision.Rejected(
          Rejection.ALREADY_ENDED, "The saga has ended: " + state.status());
    }
    Turn turn = Turn.of(definitions, context, state);
    if (!turn.isDeployed() && input instanceof SagaInput.Signal signal) {
      Optional<Decision.Rejected> full = SignalRules.keep(turn, signal);
      turn.settle();
      return full.isPresent() ? full.get() : turn.accepted();
    }
    if (!turn.isDeployed() && !(input instanceof SagaInput.Operation)) {
      return versionMissing(state, context);
    }
    Optional<Decision.Rejected> rejected = apply(turn, input);
    if (rejected.isPresent()) {
      return rejected.get();
    }
    turn.settle();
    return input instanceof SagaInput.Operation operation && operation.dryRun()
        ? dryRun(turn.accepted())
        : turn.accepted();
  }

  private static Optional<Decision.Rejected> apply(Turn turn, SagaInput input) {
    if (input instanceof SagaInput.Reply reply) {
      return ReplyRules.decide(turn, reply);
    }
    if (input instanceof SagaInput.Signal signal) {
      return SignalRules.decide(turn, signal);
    }
    if (input instanceof SagaInput.Operation operation) {
      return OperationRules.decide(turn, operation);
    }
    return TimerRules.decide(turn);
  }

  /** Tells what an operation would do, by the names of its events. */
  private static Decision dryRun(Decision.Accepted accepted) {
    String events =
        accepted.events().stream()
            .map(event -> event.getClass().getSimpleName())
            .collect(Collectors.joining(", "));
    return new Decision.Rejected(
        Rejection.DRY_RUN,
        "It would be "
            + accepted.state().status()
            + " with "
            + accepted.effects().size()
            + " records sent: "
            + events);
  }

  private static Decision versionMissing(SagaState state, DecisionContext context) {
    String message = Turn.versionMissing(state);
    if (state.sagaIncident().isPresent()) {
      return new Decision.Rejected(Rejection.STALE_REPLY, message);
    }
    return incident(state, IncidentCode.VERSION_MISSING, message, context);
  }

  /**
   * The decision to stop the saga with an incident and nothing else: for what is found wrong with a
   * decision after it was made, such as a bound that its records exceed (R17, R22).
   */
  public static Decision.Accepted incident(
      SagaState state, IncidentCode code, String message, DecisionContext context) {
    String id =
        state.identity().id() + "/" + state.identity().run() + "/" + (state.chain().revision() + 1);
    SagaEvent raised = new SagaEvent.IncidentRaised(id, Optional.empty(), code, message);
    SagaState after = SagaEvolver.evolve(Optional.of(state), raised, context.nowMs());
    return new Decision.Accepted(after, List.of(raised), List.of(), List.of());
  }
}
