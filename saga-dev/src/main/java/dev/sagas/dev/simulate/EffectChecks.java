package dev.sagas.dev.simulate;

import static dev.sagas.dev.simulate.InvariantBroken.unless;

import dev.sagas.engine.core.Decision;
import dev.sagas.engine.core.SagaEffect;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SelectiveEventVisitor;
import dev.sagas.engine.core.StepStatus;
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
  void announce(ReferenceModel reference, SagaEvent event) {
    event.accept(new Announced(reference));
  }

  /** Collects the commands and the end that events announce. */
  private final class Announced extends SelectiveEventVisitor<ReferenceModel> {
    private final ReferenceModel reference;

    Announced(ReferenceModel reference) {
      this.reference = reference;
    }

    @Override
    protected ReferenceModel other(SagaEvent event) {
      return reference;
    }

    @Override
    public ReferenceModel commandIssued(SagaEvent.CommandIssued event) {
      issued.add(event);
      ReferenceStep step = reference.step(event.step());
      undos.add(
          new SagaEffect.Undo(
              new DeduplicationKey(
                  reference.identity.id(),
                  reference.identity.run(),
                  step.name,
                  Action.EXECUTE,
                  Math.max(1, step.executes.epoch())),
              step.outcomeKnown));
      return reference;
    }

    @Override
    public ReferenceModel ended(SagaEvent.Ended event) {
      ends++;
      return reference;
    }
  }

  /** Checks what is sent; the shadow knows all events. */
  void check(ReferenceModel reference, Decision.Accepted accepted) {
    Sent sent = new Sent(reference);
    accepted.effects().forEach(effect -> effect.accept(sent));
    unless(
        !sent.commands.hasNext(), Invariant.REPLAY_EQUALS_STATE, "a journaled command is not sent");
    unless(sent.outcomes == ends, Invariant.ONE_OUTCOME, "there is not one outcome with the end");
  }

  /** Holds each effect against what was announced. */
  private final class Sent implements SagaEffect.Visitor<ReferenceModel> {
    private final Iterator<SagaEvent.CommandIssued> commands = issued.iterator();
    private final Iterator<SagaEffect.Undo> undo = undos.iterator();
    private final ReferenceModel reference;
    private long outcomes;

    Sent(ReferenceModel reference) {
      this.reference = reference;
    }

    @Override
    public ReferenceModel sendCommand(SagaEffect.SendCommand send) {
      unless(commands.hasNext(), Invariant.REPLAY_EQUALS_STATE, () -> send + " is not journaled");
      command(reference, send, commands.next());
      undo(send, undo.next());
      return reference;
    }

    @Override
    public ReferenceModel publishOutcome(SagaEffect.PublishOutcome outcome) {
      outcomes++;
      outcome(reference, outcome);
      return reference;
    }
  }

  private static void command(
      ReferenceModel reference, SagaEffect.SendCommand send, SagaEvent.CommandIssued event) {
    CommandId expected =
        new CommandId(
            new DeduplicationKey(
                reference.identity.id(),
                reference.identity.run(),
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

  private static void outcome(ReferenceModel reference, SagaEffect.PublishOutcome outcome) {
    unless(
        outcome.outcome() == reference.status,
        Invariant.ONE_OUTCOME,
        () -> "the outcome is " + outcome.outcome() + ", the saga is " + reference.status);
    unless(
        outcome.data().equals(reference.data),
        Invariant.OUTCOME_TRUE,
        "the outcome has other data");
    unless(
        outcome.skipped().equals(reference.skipped),
        Invariant.OUTCOME_TRUE,
        () -> "skipped are " + reference.skipped + ", the outcome says " + outcome.skipped());
    List<StepName> left = outcome.effectsLeft();
    for (ReferenceStep step : reference.steps.values()) {
      boolean givenUp = step.status == StepStatus.COMPENSATION_GIVEN_UP;
      unless(
          !givenUp || left.contains(step.name),
          Invariant.OUTCOME_TRUE,
          () -> step + ", but its effect is not among those left");
    }
  }
}
