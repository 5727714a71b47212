package dev.sagas.orchestrator.core;

import dev.sagas.protocol.Action;
import dev.sagas.protocol.StepName;
import java.util.List;
import java.util.Optional;

/**
 * Folds events into state.
 *
 * <ul>
 *   <li>Pure, and emits nothing: a replay of the journal goes through here alone.
 *   <li>Trusts its events: an event that does not fit the state is a bug or a damaged journal and
 *       throws {@link IllegalStateException}.
 * </ul>
 */
public final class SagaEvolver {
  private SagaEvolver() {}

  /**
   * Applies the events of one transition.
   *
   * @param before empty before the first transition of a run
   * @param nowMs time of the transition, epoch ms
   * @return the state after them, with the chain of the state before
   */
  public static SagaState evolve(Optional<SagaState> before, List<SagaEvent> events, long nowMs) {
    Optional<SagaState> state = before;
    for (SagaEvent event : events) {
      state = Optional.of(evolve(state, event, nowMs));
    }
    return state.orElseThrow(() -> new IllegalStateException("Expected at least one event"));
  }

  /** Applies one event. */
  static SagaState evolve(Optional<SagaState> before, SagaEvent event, long nowMs) {
    if (before.isEmpty() && event instanceof SagaEvent.Started started) {
      return begin(started, nowMs);
    }
    SagaState state =
        before.orElseThrow(
            () -> new IllegalStateException("Expected a started saga before " + event));
    return event.accept(new Fold(state, nowMs)).at(nowMs).done();
  }

  private static SagaState begin(SagaEvent.Started started, long nowMs) {
    return new SagaState(
        started.identity(),
        ChainLink.START,
        SagaStatus.RUNNING,
        nowMs,
        nowMs,
        started.request(),
        started.data(),
        0,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        0);
  }

  /** What each event changes. */
  private record Fold(SagaState state, long nowMs) implements SagaEvent.Visitor<SagaState.Change> {

    @Override
    public SagaState.Change started(SagaEvent.Started event) {
      throw new IllegalStateException("A run starts once: saga " + state.identity().id());
    }

    @Override
    public SagaState.Change commandIssued(SagaEvent.CommandIssued event) {
      StepState step =
          state
              .step(event.step())
              .filter(known -> known.epoch() == event.epoch())
              .orElseGet(() -> StepState.begun(event.step(), event.epoch(), nowMs));
      if (event.action() == Action.COMPENSATE && step.attempt() == 0) {
        throw new IllegalStateException(
            "Expected step " + event.step() + " to have been executed before it is undone");
      }
      return state
          .change()
          .step(step.issued(event.action(), event.attempt(), nowMs, event.dueAtMs()));
    }

    @Override
    public SagaState.Change stepSucceeded(SagaEvent.StepSucceeded event) {
      StepState step = step(event.step()).to(StepStatus.SUCCEEDED, nowMs).known(event.reply());
      return sequenced(step, event.sequence());
    }

    @Override
    public SagaState.Change stepRejected(SagaEvent.StepRejected event) {
      return state.change().step(step(event.step()).to(StepStatus.REJECTED, nowMs));
    }

    @Override
    public SagaState.Change attemptFailed(SagaEvent.AttemptFailed event) {
      return state.change().step(step(event.step()).dueAt(0));
    }

    @Override
    public SagaState.Change retryScheduled(SagaEvent.RetryScheduled event) {
      StepStatus waiting =
          event.action() == Action.EXECUTE
              ? StepStatus.EXECUTE_BACKOFF
              : StepStatus.COMPENSATE_BACKOFF;
      return state.change().step(step(event.step()).to(waiting, nowMs).dueAt(event.retryAtMs()));
    }

    @Override
    public SagaState.Change outcomeUnknown(SagaEvent.OutcomeUnknown event) {
      return sequenced(step(event.step()).to(StepStatus.OUTCOME_UNKNOWN, nowMs), event.sequence());
    }

    @Override
    public SagaState.Change lateSuccess(SagaEvent.LateSuccess event) {
      return state.change().step(step(event.step()).known(event.reply()));
    }

    @Override
    public SagaState.Change dataChanged(SagaEvent.DataChanged event) {
      return state.change().data(event.data());
    }

    @Override
    public SagaState.Change unwindStarted(SagaEvent.UnwindStarted event) {
      return state.change().status(SagaStatus.COMPENSATING).unwind(event.reason());
    }

    @Override
    public SagaState.Change stepCompensated(SagaEvent.StepCompensated event) {
      return state.change().step(step(event.step()).to(StepStatus.COMPENSATED, nowMs));
    }

    @Override
    public SagaState.Change compensationGivenUp(SagaEvent.CompensationGivenUp event) {
      return state.change().step(step(event.step()).to(StepStatus.COMPENSATION_GIVEN_UP, nowMs));
    }

    @Override
    public SagaState.Change incidentRaised(SagaEvent.IncidentRaised event) {
      return state
          .change()
          .incident(
              Optional.of(
                  new Incident(
                      event.id(),
                      event.step(),
                      event.code().name(),
                      event.message(),
                      nowMs,
                      state.chain().revision() + 1)));
    }

    @Override
    public SagaState.Change incidentResolved(SagaEvent.IncidentResolved event) {
      return state.change().incident(Optional.empty());
    }

    @Override
    public SagaState.Change ended(SagaEvent.Ended event) {
      return state.change().status(event.outcome()).tombstone(event.forgetAtMs());
    }

    private SagaState.Change sequenced(StepState step, long sequence) {
      return state
          .change()
          .step(step.sequenced(sequence))
          .lastSequence(Math.max(state.lastSequence(), sequence));
    }

    private StepState step(StepName name) {
      return state
          .step(name)
          .orElseThrow(
              () ->
                  new IllegalStateException(
                      "Expected step "
                          + name
                          + " to have begun (saga "
                          + state.identity().id()
                          + ")"));
    }
  }
}
