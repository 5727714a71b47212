package dev.sagas.audit;

import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.SelectiveEventVisitor;
import dev.sagas.engine.core.StepState;
import dev.sagas.engine.core.StepStatus;
import dev.sagas.engine.journal.RunKey;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.StepName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Counts and times the transitions of a journal; pure.
 *
 * <ul>
 *   <li>Keeps a few numbers for each saga type and step, and for each live run the time at which
 *       its open steps began; nothing about finished runs.
 * </ul>
 */
final class AnalyticsFold {
  private final Map<SagaType, TypeTally> types = new TreeMap<>();
  private final Map<RunKey, Map<Begun, Long>> begun = new HashMap<>();
  private long leftOut;

  private record Begun(StepName step, Action action) {}

  /**
   * Adds a transition of a run that was followed from its beginning.
   *
   * @param before the run's state before it; empty for the first
   */
  void transition(JournalEntry entry, Optional<SagaState> before) {
    TypeTally type = types.computeIfAbsent(entry.identity().type(), name -> new TypeTally());
    type.entry(entry.atMs());
    before.ifPresent(state -> type.waited(state, Math.max(0, entry.atMs() - state.updatedAtMs())));
    Turn turn = new Turn(entry, before, type);
    entry.events().forEach(event -> event.accept(turn));
  }

  /** Adds a transition that cannot be counted: nothing more of its run will be counted. */
  void leftOut(RunKey run) {
    leftOut++;
    begun.remove(run);
  }

  /** Adds what another one has counted: of other runs. */
  void add(AnalyticsFold other) {
    other.types.forEach(
        (name, type) -> types.computeIfAbsent(name, key -> new TypeTally()).add(type));
    leftOut += other.leftOut;
  }

  JournalAnalytics summary() {
    List<TypeAnalytics> summaries =
        types.entrySet().stream().map(type -> type.getValue().summary(type.getKey())).toList();
    return new JournalAnalytics(summaries, leftOut);
  }

  /** One transition. */
  private final class Turn extends SelectiveEventVisitor<TypeTally> {
    private final JournalEntry entry;
    private final Optional<SagaState> before;
    private final TypeTally type;
    private final RunKey run;

    Turn(JournalEntry entry, Optional<SagaState> before, TypeTally type) {
      this.entry = entry;
      this.before = before;
      this.type = type;
      this.run = RunKey.of(entry.identity());
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
      begun.remove(run);
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
      begun
          .computeIfAbsent(run, key -> new HashMap<>())
          .putIfAbsent(new Begun(step, action), entry.atMs());
      return type;
    }

    /** How long it took; empty if it was not seen to begin. */
    private Optional<Long> over(StepName step, Action action) {
      Map<Begun, Long> steps = begun.getOrDefault(run, Map.of());
      Long sinceMs = steps.isEmpty() ? null : steps.remove(new Begun(step, action));
      return sinceMs == null ? Optional.empty() : Optional.of(entry.atMs() - sinceMs);
    }
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
