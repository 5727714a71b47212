package dev.sagas.testkit.simulate;

import static dev.sagas.testkit.simulate.InvariantBroken.unless;

import dev.sagas.orchestrator.core.Decision;
import dev.sagas.orchestrator.core.SagaEffect;
import dev.sagas.orchestrator.core.SagaEvent;
import dev.sagas.orchestrator.core.SelectiveEventVisitor;
import dev.sagas.orchestrator.core.StepStatus;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.CommandId;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.StepName;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** What is sent is what the events say, and all of it. */
final class EffectChecks {
  private final List<SagaEvent.CommandIssued> issued = new ArrayList<>();
  private final List<SagaEffect.Undo> undos = new ArrayList<>();
  private long ends;

  private EffectChecks() {}

  /** Collects what the events of one decision announce. */
  static EffectChecks begin() {
    return new EffectChecks();
  }

  /** Notes what an event announces; the shadow knows the events before it. */
  void announce(Shadow shadow, SagaEvent event) {
    event.accept(new Announced(shadow));
  }

  /** Collects the commands and the end that events announce. */
  private final class Announced extends SelectiveEventVisitor<Shadow> {
    private final Shadow shadow;

    Announced(Shadow shadow) {
      this.shadow = shadow;
    }

    @Override
    protected Shadow other(SagaEvent event) {
      return shadow;
    }

    @Override
    public Shadow commandIssued(SagaEvent.CommandIssued event) {
      issued.add(event);
      ShadowStep step = shadow.step(event.step());
      undos.add(
          new SagaEffect.Undo(
              new DeduplicationKey(
                  shadow.identity.id(),
                  shadow.identity.run(),
                  step.name,
                  Action.EXECUTE,
                  Math.max(1, step.executes.epoch())),
              step.outcomeKnown));
      return shadow;
    }

    @Override
    public Shadow ended(SagaEvent.Ended event) {
      ends++;
      return shadow;
    }
  }

  /** Checks what is sent; the shadow knows all events. */
  void check(Shadow shadow, Decision.Accepted accepted) {
    Sent sent = new Sent(shadow);
    accepted.effects().forEach(effect -> effect.accept(sent));
    unless(
        !sent.commands.hasNext(), Invariant.REPLAY_EQUALS_STATE, "a journaled command is not sent");
    unless(sent.outcomes == ends, Invariant.ONE_OUTCOME, "there is not one outcome with the end");
  }

  /** Holds each effect against what was announced. */
  private final class Sent implements SagaEffect.Visitor<Shadow> {
    private final Iterator<SagaEvent.CommandIssued> commands = issued.iterator();
    private final Iterator<SagaEffect.Undo> undo = undos.iterator();
    private final Shadow shadow;
    private long outcomes;

    Sent(Shadow shadow) {
      this.shadow = shadow;
    }

    @Override
    public Shadow sendCommand(SagaEffect.SendCommand send) {
      unless(commands.hasNext(), Invariant.REPLAY_EQUALS_STATE, () -> send + " is not journaled");
      command(shadow, send, commands.next());
      undo(send, undo.next());
      return shadow;
    }

    @Override
    public Shadow publishOutcome(SagaEffect.PublishOutcome outcome) {
      outcomes++;
      outcome(shadow, outcome);
      return shadow;
    }
  }

  private static void command(
      Shadow shadow, SagaEffect.SendCommand send, SagaEvent.CommandIssued event) {
    CommandId expected =
        new CommandId(
            new DeduplicationKey(
                shadow.identity.id(),
                shadow.identity.run(),
                event.step(),
                event.action(),
                event.epoch()),
            event.attempt());
    unless(
        send.commandId().equals(expected)
            && send.participant().value().equals(event.participant())
            && send.deadlineAtMs() == event.dueAtMs(),
        Invariant.REPLAY_EQUALS_STATE,
        () -> send + " is journaled as " + event);
    unless(
        send.fenceUntilMs() == send.deadlineAtMs() + SimulatedSaga.FENCE.toMillis(),
        Invariant.TIMERS,
        () -> send + " is remembered until " + send.fenceUntilMs());
  }

  private static void undo(SagaEffect.SendCommand send, SagaEffect.Undo expected) {
    boolean executes = send.commandId().key().action() == Action.EXECUTE;
    unless(
        executes ? send.undo().isEmpty() : send.undo().filter(expected::equals).isPresent(),
        Invariant.UNDO_ONLY_EFFECTS,
        () -> send + " undoes " + send.undo() + " instead of " + expected);
  }

  private static void outcome(Shadow shadow, SagaEffect.PublishOutcome outcome) {
    unless(
        outcome.outcome() == shadow.status,
        Invariant.ONE_OUTCOME,
        () -> "the outcome is " + outcome.outcome() + ", the saga is " + shadow.status);
    unless(
        outcome.data().equals(shadow.data), Invariant.OUTCOME_TRUE, "the outcome has other data");
    unless(
        outcome.skipped().equals(shadow.skipped),
        Invariant.OUTCOME_TRUE,
        () -> "skipped are " + shadow.skipped + ", the outcome says " + outcome.skipped());
    List<StepName> left = outcome.effectsLeft();
    for (ShadowStep step : shadow.steps.values()) {
      boolean givenUp = step.status == StepStatus.COMPENSATION_GIVEN_UP;
      unless(
          !givenUp || left.contains(step.name),
          Invariant.OUTCOME_TRUE,
          () -> step + ", but its effect is not among those left");
    }
  }
}
