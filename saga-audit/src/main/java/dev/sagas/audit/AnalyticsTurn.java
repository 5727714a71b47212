package dev.sagas.audit;

import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.SelectiveEventVisitor;
import dev.sagas.engine.core.StepState;
import dev.sagas.engine.core.StepStatus;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.StepName;
import java.util.Map;
import java.util.Optional;

/** Counts and times the events of one transition. */
final class AnalyticsTurn extends SelectiveEventVisitor<TypeTally> {
  private final JournalEntry entry;
  private final Optional<SagaState> before;
  private final TypeTally type;
  private final Map<BegunStep, Long> begun;

  /**
   * Where it is counted.
   *
   * @param begun when the open steps of the run began, epoch ms; changes with each transition
   */
  record Counted(TypeTally type, Map<BegunStep, Long> begun) {}

  private AnalyticsTurn(JournalEntry entry, Optional<SagaState> before, Counted counted) {
    this.entry = entry;
    this.before = before;
    this.type = counted.type();
    this.begun = counted.begun();
  }

  /**
   * Adds a transition of a run that was followed from its beginning.
   *
   * @param before the run's state before it; empty for the first
   */
  static void count(JournalEntry entry, Optional<SagaState> before, Counted counted) {
    TypeTally type = counted.type();
    type.entry(entry.atMs());
    before.ifPresent(state -> type.waited(state, Math.max(0, entry.atMs() - state.updatedAtMs())));
    AnalyticsTurn turn = new AnalyticsTurn(entry, before, counted);
    entry.events().forEach(event -> event.accept(turn));
  }

  @Override
  protected TypeTally other(SagaEvent event) {
    return type;
  }

  @Override
  public TypeTally started(SagaEvent.Started event) {
    type.began();
    return type;
  }

  @Override
  public TypeTally ended(SagaEvent.Ended event) {
    type.ended(event.outcome());
    type.duration.add(entry.atMs() - before.map(SagaState::startedAtMs).orElseGet(entry::atMs));
    begun.clear();
    return type;
  }

  @Override
  public TypeTally incidentRaised(SagaEvent.IncidentRaised event) {
    type.incident(event.code().name());
    return type;
  }

  @Override
  public TypeTally commandIssued(SagaEvent.CommandIssued event) {
    type.step(event.step()).sent(event);
    return begin(event.step(), event.action());
  }

  @Override
  public TypeTally sleepBegun(SagaEvent.SleepBegun event) {
    return begin(event.step(), Action.EXECUTE);
  }

  @Override
  public TypeTally waitBegun(SagaEvent.WaitBegun event) {
    return begin(event.step(), Action.EXECUTE);
  }

  @Override
  public TypeTally attemptFailed(SagaEvent.AttemptFailed event) {
    type.step(event.step()).failed(event.code());
    return type;
  }

  @Override
  public TypeTally stepSucceeded(SagaEvent.StepSucceeded event) {
    return over(event.step(), StepEnd.SUCCEEDED);
  }

  @Override
  public TypeTally stepRejected(SagaEvent.StepRejected event) {
    type.step(event.step()).failed(event.code());
    return over(event.step(), StepEnd.REJECTED);
  }

  @Override
  public TypeTally outcomeUnknown(SagaEvent.OutcomeUnknown event) {
    return over(event.step(), StepEnd.UNKNOWN);
  }

  @Override
  public TypeTally stepSkipped(SagaEvent.StepSkipped event) {
    return over(event.step(), StepEnd.SKIPPED);
  }

  @Override
  public TypeTally stepAbandoned(SagaEvent.StepAbandoned event) {
    return over(event.step(), StepEnd.ABANDONED);
  }

  @Override
  public TypeTally stepCompensated(SagaEvent.StepCompensated event) {
    StepTally step = type.step(event.step());
    step.result(StepEnd.COMPENSATED);
    over(event.step(), Action.COMPENSATE).ifPresent(step.undoDuration::add);
    return type;
  }

  @Override
  public TypeTally compensationGivenUp(SagaEvent.CompensationGivenUp event) {
    StepTally step = type.step(event.step());
    step.result(StepEnd.COMPENSATION_GIVEN_UP);
    FailureOf failure = new FailureOf(event.step());
    if (entry.events().stream().noneMatch(other -> other.accept(failure))) {
      step.failed(event.code()); // rejected; a failure has been counted as what it is
    }
    over(event.step(), Action.COMPENSATE);
    return type;
  }

  private TypeTally over(StepName name, StepEnd result) {
    StepTally step = type.step(name);
    step.result(result);
    Optional<Long> tookMs = over(name, Action.EXECUTE);
    if (tookMs.isPresent()) {
      step.duration.add(tookMs.get());
    } else if (result == StepEnd.SUCCEEDED && isFresh(name)) {
      step.duration.add(0);
    }
    return type;
  }

  /** True for a step that had not begun before: a local one. */
  private boolean isFresh(StepName name) {
    return before
        .flatMap(state -> state.step(name))
        .map(StepState::status)
        .map(StepStatus.PENDING::equals)
        .orElse(true);
  }

  private TypeTally begin(StepName step, Action action) {
    begun.putIfAbsent(new BegunStep(step, action), entry.atMs());
    return type;
  }

  /** How long it took; empty if it was not seen to begin. */
  private Optional<Long> over(StepName step, Action action) {
    Long sinceMs = begun.remove(new BegunStep(step, action));
    return sinceMs == null ? Optional.empty() : Optional.of(entry.atMs() - sinceMs);
  }

  /** True for a failed attempt of a step. */
  private static final class FailureOf extends SelectiveEventVisitor<Boolean> {
    private final StepName step;

    FailureOf(StepName step) {
      this.step = step;
    }

    @Override
    protected Boolean other(SagaEvent event) {
      return false;
    }

    @Override
    public Boolean attemptFailed(SagaEvent.AttemptFailed event) {
      return event.step().equals(step);
    }
  }
}
