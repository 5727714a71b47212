package dev.sagas.engine.core;

import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.SagaType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
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
    return input.accept(new Deciding(state, context));
  }

  /** What each kind of input does to the saga. */
  private final class Deciding implements SagaInput.Visitor<Decision> {
    private final Optional<SagaState> state;
    private final DecisionContext context;

    Deciding(Optional<SagaState> state, DecisionContext context) {
      this.state = state;
      this.context = context;
    }

    @Override
    public Decision start(SagaInput.Start start) {
      return state.isPresent()
          ? startAgain(state.get(), start)
          : SagaDecider.this.start(start, context);
    }

    @Override
    public Decision reply(SagaInput.Reply reply) {
      return onLive(
          reply,
          builder ->
              builder.isDeployed()
                  ? settled(builder, ReplyRules.decide(builder, reply))
                  : versionMissing(builder.state(), context));
    }

    /** Needs no definition: one that comes without is kept. */
    @Override
    public Decision signal(SagaInput.Signal signal) {
      return onLive(
          signal,
          builder ->
              settled(
                  builder,
                  builder.isDeployed()
                      ? SignalRules.decide(builder, signal)
                      : SignalRules.keep(builder, signal)));
    }

    /** Needs no definition: an operator may end or move a saga that has none. */
    @Override
    public Decision operation(SagaInput.Operation operation) {
      return onLive(
          operation,
          builder -> {
            Optional<Decision.Rejected> rejected = OperationRules.decide(builder, operation);
            Decision decision = settled(builder, rejected);
            return operation.dryRun() && rejected.isEmpty() ? dryRun(builder.accepted()) : decision;
          });
    }

    @Override
    public Decision timerDue(SagaInput.TimerDue timer) {
      if (state.isEmpty()) {
        return noSaga(Rejection.NOTHING_DUE, timer);
      }
      if (state.get().status().isTerminal()) {
        return tombstone(state.get(), context);
      }
      if (state.get().isHeldBack() && context.full().isEmpty()) {
        DecisionBuilder builder = DecisionBuilder.of(definitions, context, state.get());
        builder.apply(new ControlEvent.Resumed());
        return settled(builder, Optional.empty());
      }
      OptionalLong due = Deadlines.nextDue(state.get());
      if (due.isEmpty() || due.getAsLong() > context.nowMs()) {
        return new Decision.Rejected(Rejection.NOTHING_DUE, "Nothing is due yet");
      }
      return onLive(
          timer,
          builder ->
              builder.isDeployed()
                  ? settled(builder, TimerRules.decide(builder))
                  : versionMissing(builder.state(), context));
    }

    private Decision onLive(SagaInput input, Function<DecisionBuilder, Decision> rules) {
      if (state.isEmpty()) {
        return noSaga(Rejection.NO_SUCH_SAGA, input);
      }
      SagaStatus status = state.get().status();
      return status.isTerminal()
          ? new Decision.Rejected(Rejection.ALREADY_ENDED, "The saga has ended: " + status)
          : rules.apply(DecisionBuilder.of(definitions, context, state.get()));
    }
  }

  private static Decision.Rejected noSaga(Rejection reason, SagaInput input) {
    return new Decision.Rejected(reason, "No saga has the id " + input.sagaId());
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
          "Saga type %s is deployed, its version %s is not"
              .formatted(type, start.version().getAsInt()));
    }
    Optional<String> problem = saga.get().problemWith(start.payload());
    if (problem.isPresent()) {
      return new Decision.Rejected(Rejection.INVALID_DATA, problem.get());
    }
    DecisionBuilder builder =
        DecisionBuilder.begin(definitions, context, started(start, saga.get(), context));
    context.full().ifPresent(why -> builder.apply(new ControlEvent.Paused(Control.ENGINE, why)));
    builder.settle();
    return builder.accepted();
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

  private static Decision tombstone(SagaState state, DecisionContext context) {
    return state.forgetAtMs().orElseThrow() <= context.nowMs()
        ? new Decision.Forgotten()
        : new Decision.Rejected(Rejection.NOTHING_DUE, "The tombstone's time is not over");
  }

  /** The decision of a turn whose input was rejected, or applied if that is empty. */
  private static Decision settled(DecisionBuilder builder, Optional<Decision.Rejected> rejected) {
    if (rejected.isPresent()) {
      return rejected.get();
    }
    builder.settle();
    return builder.accepted();
  }

  /** Describes what an operation would do, by the names of its events. */
  private static Decision dryRun(Decision.Accepted accepted) {
    String events =
        accepted.events().stream()
            .map(event -> event.getClass().getSimpleName())
            .collect(Collectors.joining(", "));
    return new Decision.Rejected(
        Rejection.DRY_RUN,
        "It would be %s with %s records sent: %s"
            .formatted(accepted.state().status(), accepted.effects().size(), events));
  }

  private static Decision versionMissing(SagaState state, DecisionContext context) {
    String message = DecisionBuilder.versionMissing(state);
    if (state.sagaIncident().isPresent()) {
      return new Decision.Rejected(Rejection.STALE_REPLY, message);
    }
    return incident(state, IncidentCode.VERSION_MISSING, message, context);
  }

  /**
   * The decision to do nothing but raise an incident: for problems that are found after a decision
   * was made, such as records that exceed a limit (R17, R22).
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
