package dev.sagas.dev.simulate;

import static dev.sagas.dev.simulate.InvariantBroken.unless;

import dev.sagas.engine.core.Decision;
import dev.sagas.engine.core.SagaEffect;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaEvolver;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.SelectiveEventVisitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks one saga against every invariant, record by record. */
final class Judge {
  private final SimulatedDeployment deployment;
  private final Coverage coverage;
  private final InputChecks inputs;
  private final EventChecks events;
  private final List<EndedRun> ended = new ArrayList<>();
  private Optional<ReferenceModel> reference = Optional.empty();

  /** A run that is over, and what was published of it. */
  record EndedRun(ReferenceModel reference, SagaEffect.PublishOutcome outcome) {}

  Judge(SimulatedDeployment deployment, Ledger ledger, Coverage coverage) {
    this.deployment = deployment;
    this.coverage = coverage;
    this.inputs = new InputChecks(deployment);
    this.events = new EventChecks(ledger);
  }

  /** What is known of the saga; empty while there is none. */
  Optional<ReferenceModel> reference() {
    return reference;
  }

  /** Every run that is over. */
  List<EndedRun> ended() {
    return ended;
  }

  /** Checks one input and what was decided. */
  void check(Moment moment) {
    unless(
        reference.isPresent() == moment.before().isPresent(),
        Invariant.STATE_TRUE,
        "a saga came or went without a record");
    if (reference.isPresent()) {
      inputs.check(reference.get(), moment);
    } else {
      unless(
          !moment.isAccepted() || moment.input().asStart().isPresent(),
          Invariant.STATE_TRUE,
          () -> "a saga began with " + EventText.of(moment.input()));
    }
    reference = moment.decision().accept(new After(moment));
  }

  /** What is known of the saga after each kind of decision. */
  private final class After implements Decision.Visitor<Optional<ReferenceModel>> {
    private final Moment moment;

    After(Moment moment) {
      this.moment = moment;
    }

    @Override
    public Optional<ReferenceModel> accepted(Decision.Accepted decision) {
      Judge.this.accepted(moment, decision);
      return reference;
    }

    @Override
    public Optional<ReferenceModel> rejected(Decision.Rejected decision) {
      return reference;
    }

    @Override
    public Optional<ReferenceModel> forgotten(Decision.Forgotten decision) {
      return Optional.empty();
    }
  }

  private void accepted(Moment moment, Decision.Accepted accepted) {
    unless(
        SagaEvolver.evolve(moment.before(), accepted.events(), moment.nowMs())
            .equals(accepted.state()),
        Invariant.REPLAY_EQUALS_STATE,
        () -> "the fold of " + moment.summary() + " is not the decided state");
    EffectChecks effects = EffectChecks.begin();
    for (SagaEvent event : accepted.events()) {
      reference.ifPresent(
          known -> {
            unless(!known.status.isTerminal(), Invariant.TERMINAL, () -> event + " after the end");
            events.check(known, event, moment);
            effects.announce(known, event);
          });
      fold(event, moment.nowMs());
    }
    ReferenceModel known = reference.orElseThrow();
    effects.check(known, accepted);
    StateChecks.check(known, accepted.state(), moment.nowMs());
    WaitChecks.check(known, accepted.state());
    accepted.visits().forEach(coverage::visit);
    noteOutcome(accepted.effects());
  }

  private void noteOutcome(List<SagaEffect> effects) {
    for (SagaEffect effect : effects) {
      effect
          .asOutcome()
          .ifPresent(outcome -> ended.add(new EndedRun(reference.orElseThrow(), outcome)));
    }
  }

  private void fold(SagaEvent event, long nowMs) {
    if (reference.isEmpty()) {
      reference = Optional.of(event.accept(new First()));
    } else {
      event.accept(new ReferenceFold(reference.get(), deployment, nowMs));
    }
  }

  /** What is known after the first event of a run, which must be its start. */
  private final class First extends SelectiveEventVisitor<ReferenceModel> {
    @Override
    protected ReferenceModel other(SagaEvent event) {
      throw new InvariantBroken(Invariant.STATE_TRUE, event + " before the start");
    }

    @Override
    public ReferenceModel started(SagaEvent.Started event) {
      return ReferenceModel.of(event, deployment.plan(event.identity().version()));
    }
  }

  /** Forgets what was not committed: starts again from what was. */
  void rewind(List<Transition> committed) {
    reference = Optional.empty();
    ended.clear();
    for (Transition transition : committed) {
      if (transition.isForgetting()) {
        reference = Optional.empty();
      }
      transition.events().forEach(event -> fold(event, transition.atMs()));
      noteOutcome(transition.effects());
    }
  }

  /** Checks that the fold of a whole journal is the state that was reached. */
  static void replay(List<Transition> journal, Optional<SagaState> reached) {
    Optional<SagaState> state = Optional.empty();
    for (Transition transition : journal) {
      state =
          transition.isForgetting()
              ? Optional.empty()
              : Optional.of(
                  SagaEvolver.evolve(state, transition.events(), transition.atMs())
                      .withChain(transition.link()));
    }
    unless(state.equals(reached), Invariant.REPLAY_EQUALS_STATE, "the fold of the journal differs");
  }
}
