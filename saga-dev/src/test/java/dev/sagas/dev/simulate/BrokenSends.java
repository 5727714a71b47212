package dev.sagas.dev.simulate;

import dev.sagas.engine.core.Decision;
import dev.sagas.engine.core.SagaEffect;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.CommandId;
import dev.sagas.protocol.DeduplicationKey;
import java.util.ArrayList;
import java.util.List;

/** Rules about commands, broken on purpose. */
final class BrokenSends {
  private BrokenSends() {}

  static Decision whilePaused(Call call) {
    boolean paused = call.state().filter(s -> s.control().pause().isPresent()).isPresent();
    return paused && call.input() instanceof SagaInput.Reply
        ? call.decideWithoutPause()
        : call.decide();
  }

  static Decision raisesEpochOnRetry(Call call) {
    if (!(call.decide() instanceof Decision.Accepted accepted)) {
      return call.decide();
    }
    List<SagaEvent> events = accepted.events().stream().map(BrokenSends::inNewEpoch).toList();
    List<SagaEffect> effects = accepted.effects().stream().map(BrokenSends::inNewEpoch).toList();
    return call.accepted(events, effects);
  }

  private static SagaEvent inNewEpoch(SagaEvent event) {
    return event instanceof SagaEvent.CommandIssued issued
            && issued.action() == Action.EXECUTE
            && issued.attempt() > 1
        ? new SagaEvent.CommandIssued(
            issued.step(),
            issued.action(),
            issued.epoch() + 1,
            1,
            issued.participant(),
            issued.dueAtMs(),
            issued.deadlineAtMs(),
            issued.pivot())
        : event;
  }

  private static SagaEffect inNewEpoch(SagaEffect effect) {
    if (effect instanceof SagaEffect.SendCommand send
        && send.undo().isEmpty()
        && send.commandId().attempt() > 1) {
      DeduplicationKey key = send.commandId().key();
      return new SagaEffect.SendCommand(
          send.participant(),
          new CommandId(
              new DeduplicationKey(
                  key.sagaId(), key.run(), key.step(), key.action(), key.epoch() + 1),
              1),
          send.payload(),
          send.deadlineAtMs(),
          send.fenceUntilMs(),
          send.undo());
    }
    return effect;
  }

  /** A retry's command that no event tells of. */
  static Decision withoutWord(Call call) {
    return call.withEffects(
        effects -> {
          List<SagaEffect> more = new ArrayList<>(effects);
          effects.stream().filter(BrokenSends::isRetry).forEach(more::add);
          return more;
        });
  }

  private static boolean isRetry(SagaEffect effect) {
    return effect instanceof SagaEffect.SendCommand send && send.commandId().attempt() > 1;
  }
}
