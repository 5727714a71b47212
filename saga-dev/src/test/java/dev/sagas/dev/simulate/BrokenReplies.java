package dev.sagas.dev.simulate;

import dev.sagas.engine.core.Decision;
import dev.sagas.engine.core.Rejection;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.core.SagaInput.OperatorOrder;
import dev.sagas.engine.core.StepState;
import dev.sagas.protocol.CommandId;
import dev.sagas.protocol.StepOutcome;
import java.util.Optional;

/** Rules about what counts, broken on purpose. */
final class BrokenReplies {
  private BrokenReplies() {}

  static Decision believesOldFailures(Call call) {
    if (!(call.input() instanceof SagaInput.Reply reply) || reply.outcome() != StepOutcome.FAILED) {
      return call.decide();
    }
    Optional<StepState> step =
        call.state().flatMap(state -> state.step(reply.inReplyTo().key().step()));
    int newest = step.map(StepState::attempt).filter(attempt -> attempt > 0).orElse(1);
    return call.decideOn(
        new SagaInput.Reply(
            new CommandId(reply.inReplyTo().key(), newest),
            reply.outcome(),
            reply.payload(),
            reply.payloadType(),
            reply.failure()));
  }

  static Decision overhearsLateSuccess(Call call) {
    return has(call.decide(), SagaEvent.LateSuccess.class)
        ? new Decision.Rejected(Rejection.STALE_REPLY, "Nobody listens")
        : call.decide();
  }

  static Decision losesEarlySignals(Call call) {
    return has(call.decide(), SagaEvent.SignalBuffered.class)
        ? new Decision.Rejected(Rejection.STALE_SIGNAL, "Nobody listens")
        : call.decide();
  }

  private static boolean has(Decision decision, Class<? extends SagaEvent> type) {
    return decision instanceof Decision.Accepted accepted
        && accepted.events().stream().anyMatch(type::isInstance);
  }

  static Decision appliesActionsTwice(Call call) {
    return call.input() instanceof SagaInput.Operation operation
            && call.decide() instanceof Decision.Rejected rejected
            && rejected.reason() == Rejection.DUPLICATE_OPERATION
        ? call.decideOn(
            new SagaInput.Operation(
                operation.sagaId(),
                operation.kind(),
                new OperatorOrder(
                    operation.operationId() + "-again", operation.actor(), operation.reason()),
                operation.subject(),
                operation.dryRun()))
        : call.decide();
  }
}
