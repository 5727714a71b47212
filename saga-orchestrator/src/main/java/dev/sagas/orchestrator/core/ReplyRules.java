package dev.sagas.orchestrator.core;

import dev.sagas.protocol.Action;
import dev.sagas.protocol.CommandId;
import dev.sagas.protocol.StepOutcome;
import java.util.Optional;

/** What a participant's reply does (R4, R5, R8 to R11, R13). */
final class ReplyRules {
  private final Turn turn;
  private final SagaInput.Reply reply;
  private final StepPlan plan;
  private final StepState step;

  private ReplyRules(Turn turn, SagaInput.Reply reply, StepPlan plan, StepState step) {
    this.turn = turn;
    this.reply = reply;
    this.plan = plan;
    this.step = step;
  }

  static Decision decide(Turn turn, SagaInput.Reply reply) {
    CommandId command = reply.inReplyTo();
    if (!command.key().run().equals(turn.state().identity().run())) {
      return foreign("It answers run " + command.key().run());
    }
    Optional<StepState> step = turn.state().step(command.key().step());
    if (step.isEmpty() || step.get().epoch() != command.key().epoch()) {
      return foreign(
          "It answers step "
              + command.key().step()
              + " epoch "
              + command.key().epoch()
              + ", which the saga did not begin");
    }
    StepPlan plan = turn.plan(command.key().step());
    ReplyRules rules = new ReplyRules(turn, reply, plan, step.get());
    return switch (command.key().action()) {
      case EXECUTE -> rules.executeAnswered();
      case COMPENSATE -> rules.compensateAnswered();
    };
  }

  private static Decision foreign(String message) {
    return new Decision.Rejected(Rejection.FOREIGN_REPLY, message);
  }

  private Decision stale() {
    return new Decision.Rejected(
        Rejection.STALE_REPLY,
        "Step "
            + step.name()
            + " is "
            + step.status()
            + ", attempt "
            + step.attempt()
            + "; the reply is "
            + reply.outcome()
            + " to attempt "
            + reply.inReplyTo().attempt());
  }

  private Decision executeAnswered() {
    return switch (step.status()) {
      case EXECUTING, EXECUTE_BACKOFF -> pendingExecuteAnswered();
      case OUTCOME_UNKNOWN ->
          turn.state().status() == SagaStatus.COMPENSATING
              ? lateWhileUnwinding()
              : lateDespiteIncident();
      case SUCCEEDED,
          REJECTED,
          COMPENSATING,
          COMPENSATE_BACKOFF,
          COMPENSATED,
          COMPENSATION_GIVEN_UP ->
          stale();
    };
  }

  private Decision pendingExecuteAnswered() {
    return switch (reply.outcome()) {
      case SUCCEEDED -> succeeded();
      case REJECTED -> rejected();
      case FAILED -> failed(Action.EXECUTE, StepStatus.EXECUTING);
    };
  }

  private Decision succeeded() {
    Bytes data;
    try {
      data = turn.saga().applyReply(plan, turn.state().data(), reply);
    } catch (DefinitionFault fault) {
      return faulted(fault);
    }
    turn.resolveIncident("LATE_REPLY");
    turn.apply(
        new SagaEvent.StepSucceeded(plan.name(), turn.state().lastSequence() + 1, keptReply()));
    changeData(data);
    turn.advance();
    return turn.accepted();
  }

  private Decision rejected() {
    Bytes data;
    try {
      data = turn.saga().applyReply(plan, turn.state().data(), reply);
    } catch (DefinitionFault fault) {
      return faulted(fault);
    }
    boolean afterPivot = Deadlines.pivotBegun(turn.state(), turn.saga()) && !plan.pivot();
    turn.resolveIncident("LATE_REPLY");
    turn.apply(new SagaEvent.StepRejected(plan.name(), reply.errorCode(), reply.errorMessage()));
    changeData(data);
    if (afterPivot) {
      turn.raise(
          Optional.of(plan.name()),
          IncidentCode.REJECTED_AFTER_PIVOT,
          reply.errorCode() + ": " + reply.errorMessage());
    } else {
      turn.unwind(Optional.of(plan.name()), reply.errorCode(), reply.errorMessage());
    }
    return turn.accepted();
  }

  /** The step stays as it is, so that a redelivered reply can be applied once it is mended. */
  private Decision faulted(DefinitionFault fault) {
    if (turn.state().incident().isPresent()) {
      return stale();
    }
    turn.raise(Optional.of(plan.name()), IncidentCode.DEFINITION_FAULT, fault.reason());
    return turn.accepted();
  }

  private void changeData(Bytes data) {
    if (!data.equals(turn.state().data())) {
      turn.apply(new SagaEvent.DataChanged(data));
    }
  }

  private Optional<Bytes> keptReply() {
    return plan.keepsReply() ? Optional.of(reply.payload()) : Optional.empty();
  }

  /** Counts only from the newest attempt, and only while that attempt is pending. */
  private Decision failed(Action action, StepStatus pending) {
    if (step.status() != pending
        || reply.inReplyTo().attempt() != step.attempt()
        || turn.state().incident().isPresent()) {
      return stale();
    }
    turn.attemptFailed(plan, action, reply.errorCode(), reply.errorMessage());
    return turn.accepted();
  }

  private Decision lateWhileUnwinding() {
    if (reply.outcome() != StepOutcome.SUCCEEDED || step.outcomeKnown()) {
      return stale();
    }
    turn.apply(new SagaEvent.LateSuccess(plan.name(), keptReply()));
    return turn.accepted();
  }

  /** From the pivot on an unknown outcome is an incident, which a late answer settles. */
  private Decision lateDespiteIncident() {
    return switch (reply.outcome()) {
      case SUCCEEDED -> succeeded();
      case REJECTED -> rejected();
      case FAILED -> stale();
    };
  }

  private Decision compensateAnswered() {
    return switch (step.status()) {
      case COMPENSATING, COMPENSATE_BACKOFF -> pendingCompensateAnswered();
      case COMPENSATION_GIVEN_UP ->
          reply.outcome() == StepOutcome.SUCCEEDED ? compensated() : stale();
      case EXECUTING, EXECUTE_BACKOFF, SUCCEEDED, REJECTED, OUTCOME_UNKNOWN, COMPENSATED -> stale();
    };
  }

  private Decision pendingCompensateAnswered() {
    return switch (reply.outcome()) {
      case SUCCEEDED -> compensated();
      case REJECTED -> {
        turn.resolveIncident("LATE_REPLY");
        turn.compensationGivenUp(
            plan, IncidentCode.COMPENSATION_REJECTED, reply.errorCode(), reply.errorMessage());
        yield turn.accepted();
      }
      case FAILED -> failed(Action.COMPENSATE, StepStatus.COMPENSATING);
    };
  }

  private Decision compensated() {
    turn.resolveIncident("LATE_REPLY");
    turn.apply(new SagaEvent.StepCompensated(plan.name(), true));
    turn.undoNext();
    return turn.accepted();
  }
}
