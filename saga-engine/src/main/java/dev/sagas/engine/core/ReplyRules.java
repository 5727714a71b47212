package dev.sagas.engine.core;

import dev.sagas.protocol.Action;
import dev.sagas.protocol.CommandId;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;

/** What a participant's reply does (R4, R5, R8 to R11, R13). */
final class ReplyRules {
  private ReplyRules() {}

  static Optional<Decision.Rejected> decide(DecisionBuilder builder, SagaInput.Reply reply) {
    CommandId command = reply.inReplyTo();
    if (!command.key().run().equals(builder.state().identity().run())) {
      return foreign("It answers run " + command.key().run());
    }
    Action action = command.key().action();
    Optional<StepState> step = builder.state().step(command.key().step());
    if (step.isEmpty()
        || isOfEpochToCome(step.get(), command)
        || isOfAttemptToCome(step.get(), command)
        || builder.stepPlan(step.get().name()).asCommand().isEmpty()) {
      return foreign(
          "It answers step %s %s epoch %s attempt %s, which the saga did not begin"
              .formatted(
                  command.key().step(),
                  action.headerValue(),
                  command.key().epoch(),
                  command.attempt()));
    }
    StepContext stepTurn = builder.on(command.key().step()).with(reply);
    return isOf(step.get().epochOf(action), command.key().epoch())
        ? builder.fire(stepTurn, trigger(action, reply))
        : stale(stepTurn);
  }

  /**
   * Epochs before the step was begun again are past, although no compensate of this one is sent.
   */
  private static boolean isOfEpochToCome(StepState step, CommandId command) {
    int epoch = command.key().epoch();
    OptionalInt current = step.epochOf(command.key().action());
    return epoch >= step.epoch() && (current.isEmpty() || current.getAsInt() < epoch);
  }

  private static boolean isOf(OptionalInt current, int epoch) {
    return current.isPresent() && current.getAsInt() == epoch;
  }

  private static boolean isOfAttemptToCome(StepState step, CommandId command) {
    Action current = step.status().action();
    return step.attempt() > 0
        && command.key().action() == current
        && isOf(step.epochOf(current), command.key().epoch())
        && command.attempt() > step.attempt();
  }

  private static StepTrigger trigger(Action action, SagaInput.Reply reply) {
    boolean executes = action == Action.EXECUTE;
    return switch (reply.outcome()) {
      case SUCCEEDED -> executes ? StepTrigger.EXECUTE_SUCCEEDED : StepTrigger.COMPENSATE_SUCCEEDED;
      case REJECTED -> executes ? StepTrigger.EXECUTE_REJECTED : StepTrigger.COMPENSATE_REJECTED;
      case FAILED -> executes ? StepTrigger.EXECUTE_FAILED : StepTrigger.COMPENSATE_FAILED;
    };
  }

  private static Optional<Decision.Rejected> foreign(String message) {
    return Optional.of(new Decision.Rejected(Rejection.FOREIGN_REPLY, message));
  }

  static Optional<Decision.Rejected> stale(StepContext step) {
    SagaInput.Reply reply = step.reply();
    return Optional.of(
        new Decision.Rejected(
            Rejection.STALE_REPLY,
            "Step %s is %s, attempt %s; the reply is %s to attempt %s"
                .formatted(
                    step.name(),
                    step.step().status(),
                    step.step().attempt(),
                    reply.outcome(),
                    reply.inReplyTo().attempt())));
  }

  static Optional<Decision.Rejected> succeeded(StepContext step) {
    return settled(step, ReplyRules::succeed);
  }

  private static void succeed(StepContext step, Bytes data) {
    DecisionBuilder builder = step.builder();
    builder.apply(
        new SagaEvent.StepSucceeded(
            step.name(), builder.nextSequence(), keptReply(step, step.reply())));
    builder.changeData(data);
    if (step.plan().pivot() && builder.state().control().heldCancel().isPresent()) {
      builder.apply(new ControlEvent.CancelRefused());
    }
  }

  static Optional<Decision.Rejected> rejected(StepContext step) {
    return settled(step, ReplyRules::refuse);
  }

  private static void refuse(StepContext step, Bytes data) {
    DecisionBuilder builder = step.builder();
    SagaInput.Failure refusal = step.reply().failure().orElseThrow();
    builder.apply(new SagaEvent.StepRejected(step.name(), refusal.code(), refusal.message()));
    builder.changeData(data);
    StopRules.rejected(step, refusal.code(), refusal.message());
  }

  /** What follows from a final reply, with the data after it; an incident if that has none. */
  private static Optional<Decision.Rejected> settled(
      StepContext step, BiConsumer<StepContext, Bytes> follow) {
    Bytes data;
    try {
      data = dataAfter(step, step.reply());
    } catch (DefinitionFault fault) {
      return faulted(step, fault);
    }
    step.settledByReply();
    follow.accept(step, data);
    return Optional.empty();
  }

  /**
   * Copies the reply into the data. A saga that turns back continues without the result of a
   * failing function: the step is undone, or was rejected, whatever the data says.
   */
  private static Bytes dataAfter(StepContext step, SagaInput.Reply reply) throws DefinitionFault {
    DecisionBuilder builder = step.builder();
    try {
      return builder.saga().applyReply(step.command(), builder.state().data(), reply);
    } catch (DefinitionFault fault) {
      if (step.isForward()) {
        throw fault;
      }
      builder.apply(
          new SagaEvent.AttemptFailed(
              step.name(),
              Action.EXECUTE,
              step.step().attempt(),
              IncidentCode.DEFINITION_FAULT.name(),
              fault.reason()));
      return builder.state().data();
    }
  }

  /** The step does not change, so that a redelivered reply can be applied after a fix. */
  private static Optional<Decision.Rejected> faulted(StepContext step, DefinitionFault fault) {
    if (step.hasIncident()) {
      return stale(step);
    }
    step.raise(IncidentCode.DEFINITION_FAULT, fault.reason());
    return Optional.empty();
  }

  private static Optional<Bytes> keptReply(StepContext step, SagaInput.Reply reply) {
    return step.command().keepsReply() ? Optional.of(reply.payload()) : Optional.empty();
  }

  static Optional<Decision.Rejected> executeFailed(StepContext step) {
    return failed(step, Action.EXECUTE);
  }

  static Optional<Decision.Rejected> compensateFailed(StepContext step) {
    return failed(step, Action.COMPENSATE);
  }

  /** Counts only from the newest attempt, and only while that attempt is pending. */
  private static Optional<Decision.Rejected> failed(StepContext step, Action action) {
    SagaInput.Reply reply = step.reply();
    if (reply.inReplyTo().attempt() != step.step().attempt() || step.hasIncident()) {
      return stale(step);
    }
    CommandRules.attemptFailed(step, action, reply.failure().orElseThrow());
    return Optional.empty();
  }

  /** From the pivot on an unknown outcome is an incident, which a late success resolves. */
  static Optional<Decision.Rejected> lateSucceeded(StepContext step) {
    if (step.isForward() && step.hasIncident()) {
      return succeeded(step);
    }
    if (step.step().outcomeKnown() || step.step().sequence().isEmpty()) {
      return stale(step);
    }
    step.builder().apply(new SagaEvent.LateSuccess(step.name(), keptReply(step, step.reply())));
    return Optional.empty();
  }

  static Optional<Decision.Rejected> lateRejected(StepContext step) {
    return step.isForward() && step.hasIncident() ? rejected(step) : stale(step);
  }

  static Optional<Decision.Rejected> compensated(StepContext step) {
    step.settledByReply();
    step.builder().apply(new SagaEvent.StepCompensated(step.name(), true));
    return Optional.empty();
  }

  static Optional<Decision.Rejected> compensationRejected(StepContext step) {
    SagaInput.Failure refusal = step.reply().failure().orElseThrow();
    step.settledByReply();
    CommandRules.givenUp(
        step, IncidentCode.COMPENSATION_REJECTED, refusal.code(), refusal.message());
    return Optional.empty();
  }
}
