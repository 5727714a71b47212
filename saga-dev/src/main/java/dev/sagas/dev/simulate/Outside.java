package dev.sagas.dev.simulate;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.SagaEffect;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.core.SelectiveEventVisitor;
import dev.sagas.protocol.SignalName;
import dev.sagas.protocol.StepName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything outside the engine that answers one saga: the network, the participants, and the
 * senders of its signals.
 */
final class Outside {
  private static final long HOP_MS = 12;
  private static final long LATE_MS = 20_000;
  private static final long REDELIVERY_MS = 1_500;
  private static final long SIGNAL_MS = 400;
  private static final int MAX_DELIVERIES = 4;

  private final SagaCase saga;
  private final Surroundings world;
  private final Participants participants;
  private final Answers answers = new Answers();
  private final Map<StepName, Integer> waits = new HashMap<>();

  Outside(SagaCase saga, Surroundings world, Participants participants) {
    this.saga = saga;
    this.world = world;
    this.participants = participants;
  }

  /** Reacts to what the engine committed. */
  void committed(List<Transition> transitions) {
    for (Transition transition : transitions) {
      transition.effects().forEach(effect -> effect.asCommand().ifPresent(this::send));
      transition.events().forEach(event -> event.accept(answers).run());
    }
  }

  /** Sends a signal when a wait begins. */
  private final class Answers extends SelectiveEventVisitor<Runnable> {
    @Override
    protected Runnable other(SagaEvent event) {
      return () -> {};
    }

    @Override
    public Runnable waitBegun(SagaEvent.WaitBegun event) {
      return () -> answerWait(event);
    }
  }

  private void send(SagaEffect.SendCommand send) {
    long key = Keys.of(send.commandId());
    if (saga.strikes(SimulatedFaultKind.COMMAND_LOST, key)) {
      return;
    }
    arriveAfter(hopMs(SimulatedFaultKind.COMMAND_DELAYED, key), send, 1);
    if (saga.strikes(SimulatedFaultKind.COMMAND_DUPLICATED, key)) {
      arriveAfter(hopMs(SimulatedFaultKind.COMMAND_DELAYED, Dice.key(key, 2)), send, 2);
    }
  }

  private long hopMs(SimulatedFaultKind delayed, long key) {
    return saga.dice().between(1, saga.strikes(delayed, key) ? LATE_MS : HOP_MS, key);
  }

  private void arriveAfter(long ms, SagaEffect.SendCommand send, int delivery) {
    world.timeline().after(ms, () -> arrive(send, delivery));
  }

  private void arrive(SagaEffect.SendCommand send, int delivery) {
    long nowMs = world.timeline().nowMs();
    long backMs = world.faults().isBack(send.participant().value(), nowMs);
    if (backMs > nowMs) {
      arriveAfter(backMs - nowMs + 1, send, delivery);
    } else {
      saga.guard(() -> handle(send, delivery));
    }
  }

  private void handle(SagaEffect.SendCommand send, int delivery) {
    SagaInput.Reply reply = participants.handle(send, delivery);
    long key = Dice.key(Keys.of(send.commandId()), delivery);
    if (saga.engine().tape().isRunning()) {
      String answer = "    (" + send.participant() + " answers " + EventText.of(reply) + ")";
      saga.engine().tape().note(world.timeline().nowMs(), answer);
    }
    if (delivery < MAX_DELIVERIES && saga.strikes(SimulatedFaultKind.PARTICIPANT_CRASH, key)) {
      arriveAfter(REDELIVERY_MS, send, delivery + 2);
    } else if (!saga.strikes(SimulatedFaultKind.REPLY_LOST, key)) {
      appendAfter(hopMs(SimulatedFaultKind.REPLY_DELAYED, key), reply);
      if (saga.strikes(SimulatedFaultKind.REPLY_DUPLICATED, key)) {
        appendAfter(hopMs(SimulatedFaultKind.REPLY_DELAYED, Dice.key(key, 2)), reply);
      }
    }
  }

  private void appendAfter(long ms, SagaInput input) {
    world.timeline().after(ms, () -> saga.append(input));
  }

  /** Signals that come before their steps wait; called when the saga is requested. */
  void sendEarlySignals(long requestedAtMs) {
    for (StepSketch step : saga.sketch().steps()) {
      long key = step.name().value().hashCode();
      step.plan()
          .asSignal()
          .filter(wait -> saga.strikes(SimulatedFaultKind.SIGNAL_EARLY, key))
          .ifPresent(
              wait -> {
                long atMs = requestedAtMs + saga.dice().between(-1_000, 3_000, key);
                world.timeline().at(atMs, () -> saga.append(signal(wait.signal(), key)));
              });
    }
  }

  private void answerWait(SagaEvent.WaitBegun begun) {
    int wait = waits.merge(begun.step(), 1, Integer::sum);
    long key = Dice.key(begun.step().value().hashCode(), wait);
    if (saga.strikes(SimulatedFaultKind.SIGNAL_MISSING, key)) {
      return;
    }
    boolean late = saga.strikes(SimulatedFaultKind.SIGNAL_LATE, key);
    long afterMs = saga.dice().between(1, late ? LATE_MS : SIGNAL_MS, key);
    appendAfter(afterMs, signal(begun.signal(), key));
    if (saga.strikes(SimulatedFaultKind.SIGNAL_DUPLICATED, key)) {
      long againMs = saga.dice().between(0, SIGNAL_MS, Dice.key(key, 2));
      appendAfter(afterMs + againMs, signal(begun.signal(), Dice.key(key, 2)));
    }
  }

  /** A signal that a step can take, and may be rejected by. */
  SagaInput.Signal signal(SignalName name, long key) {
    boolean refuses = saga.strikes(SimulatedFaultKind.SIGNAL_REFUSES, key);
    byte[] payload = SyntheticSaga.data(key & 0xff).array().clone();
    payload[0] = refuses ? SyntheticSaga.BAD : 0;
    return new SagaInput.Signal(
        saga.engine().id(), name, Bytes.of(payload), DefinitionMaker.SIGNAL_TYPE);
  }
}
