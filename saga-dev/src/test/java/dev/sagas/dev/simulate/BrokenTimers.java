package dev.sagas.dev.simulate;

import dev.sagas.engine.core.Decision;
import dev.sagas.engine.core.SagaEffect;
import dev.sagas.engine.core.SagaEvent;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** Rules about time, broken on purpose. */
final class BrokenTimers {
  private BrokenTimers() {}

  static Decision timesOutEarly(Call call) {
    if (!(call.decide() instanceof Decision.Accepted accepted)) {
      return call.decide();
    }
    List<SagaEvent> events =
        accepted.events().stream()
            .map(
                event ->
                    event instanceof SagaEvent.CommandIssued issued
                        ? new SagaEvent.CommandIssued(
                            issued.step(),
                            issued.action(),
                            issued.epoch(),
                            issued.attempt(),
                            issued.participant(),
                            issued.dueAtMs() - 1,
                            issued.deadlineAtMs(),
                            issued.pivot())
                        : event)
            .toList();
    List<SagaEffect> effects =
        accepted.effects().stream()
            .map(
                effect ->
                    effect instanceof SagaEffect.SendCommand send
                        ? new SagaEffect.SendCommand(
                            send.participant(),
                            send.commandId(),
                            send.payload(),
                            send.deadlineAtMs() - 1,
                            send.fenceUntilMs(),
                            send.undo())
                        : effect)
            .toList();
    return call.accepted(events, effects);
  }

  static Decision losesTimers(Call call) {
    return call.withEach(
        event ->
            event instanceof SagaEvent.WaitBegun begun
                ? new SagaEvent.WaitBegun(begun.step(), begun.signal(), OptionalLong.empty())
                : event);
  }

  static Decision retriesLater(Call call) {
    return call.withEach(
        event ->
            event instanceof SagaEvent.RetryScheduled retry
                ? new SagaEvent.RetryScheduled(
                    retry.step(),
                    retry.action(),
                    retry.nextAttempt(),
                    retry.retryAtMs() + Duration.ofDays(1).toMillis())
                : event);
  }
}
