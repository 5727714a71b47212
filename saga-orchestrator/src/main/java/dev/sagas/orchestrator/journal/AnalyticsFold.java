package dev.sagas.orchestrator.journal;

import dev.sagas.orchestrator.core.SagaEvent;
import dev.sagas.orchestrator.core.SagaState;
import dev.sagas.orchestrator.core.StepState;
import dev.sagas.orchestrator.core.StepStatus;
import dev.sagas.orchestrator.wire.JournalEntry;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.StepName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Counts and times what the transitions of a journal say; pure.
 *
 * <ul>
 *   <li>Keeps some numbers for each saga type and step, and for each live run the time at which its
 *       open steps began; nothing of what is over.
 * </ul>
 */
final class AnalyticsFold {
  private final Map<SagaType, TypeTally> types = new TreeMap<>();
  private final Map<RunKey, Map<Begun, Long>> begun = new HashMap<>();
  private long leftOut;

  private record Begun(StepName step, Action action) {}

  /**
   * Takes in a transition of a run that was followed from its beginning.
   *
   * @param before the run's state before it; empty for the first
   */
  void transition(JournalEntry entry, Optional<SagaState> before) {
    TypeTally type = types.computeIfAbsent(entry.identity().type(), name -> new TypeTally());
    before.ifPresent(state -> type.waited(state, Math.max(0, entry.atMs() - state.updatedAtMs())));
    Turn turn = new Turn(entry, before, type);
    entry.events().forEach(turn::apply);
  }

  /** Takes in a transition that cannot be counted: nothing more of its run is to be expected. */
  void leftOut(RunKey run) {
    leftOut++;
    begun.remove(run);
  }

  JournalAnalytics summary() {
    List<TypeAnalytics> summaries =
        types.entrySet().stream().map(type -> type.getValue().summary(type.getKey())).toList();
    return new JournalAnalytics(summaries, leftOut);
  }

  /** One transition. */
  private final class Turn {
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

    void apply(SagaEvent event) {
      if (event instanceof SagaEvent.Started) {
        type.began();
      } else if (event instanceof SagaEvent.Ended ended) {
        type.ended(ended.outcome());
        type.duration.add(entry.atMs() - before.map(SagaState::startedAtMs).orElseGet(entry::atMs));
        begun.remove(run);
      } else if (event instanceof SagaEvent.IncidentRaised raised) {
        type.incident(raised.code().name());
      } else if (!forward(event)) {
        backward(event);
      }
    }

    private boolean forward(SagaEvent event) {
      if (event instanceof SagaEvent.CommandIssued issued) {
        type.step(issued.step()).sent(issued);
        begin(issued.step(), issued.action());
      } else if (event instanceof SagaEvent.SleepBegun slept) {
        begin(slept.step(), Action.EXECUTE);
      } else if (event instanceof SagaEvent.WaitBegun waited) {
        begin(waited.step(), Action.EXECUTE);
      } else if (event instanceof SagaEvent.AttemptFailed failed) {
        type.step(failed.step()).failed(failed.code());
      } else if (event instanceof SagaEvent.StepSucceeded succeeded) {
        over(succeeded.step(), StepEnd.SUCCEEDED);
      } else if (event instanceof SagaEvent.StepRejected rejected) {
        type.step(rejected.step()).failed(rejected.code());
        over(rejected.step(), StepEnd.REJECTED);
      } else {
        return false;
      }
      return true;
    }

    private void backward(SagaEvent event) {
      if (event instanceof SagaEvent.OutcomeUnknown unknown) {
        over(unknown.step(), StepEnd.UNKNOWN);
      } else if (event instanceof SagaEvent.StepSkipped skipped) {
        over(skipped.step(), StepEnd.SKIPPED);
      } else if (event instanceof SagaEvent.StepAbandoned abandoned) {
        over(abandoned.step(), StepEnd.ABANDONED);
      } else if (event instanceof SagaEvent.StepCompensated compensated) {
        StepTally step = type.step(compensated.step());
        step.result(StepEnd.COMPENSATED);
        ended(compensated.step(), Action.COMPENSATE).ifPresent(step.undoDuration::add);
      } else if (event instanceof SagaEvent.CompensationGivenUp givenUp) {
        givenUp(givenUp);
      }
    }

    private void givenUp(SagaEvent.CompensationGivenUp event) {
      StepTally step = type.step(event.step());
      step.result(StepEnd.COMPENSATION_GIVEN_UP);
      if (entry.events().stream().noneMatch(other -> isFailureOf(event.step(), other))) {
        step.failed(event.code()); // rejected; a failure has been counted as what it is
      }
      ended(event.step(), Action.COMPENSATE);
    }

    private static boolean isFailureOf(StepName step, SagaEvent event) {
      return event instanceof SagaEvent.AttemptFailed failed && failed.step().equals(step);
    }

    private void over(StepName name, StepEnd result) {
      StepTally step = type.step(name);
      step.result(result);
      Optional<Long> tookMs = ended(name, Action.EXECUTE);
      if (tookMs.isPresent()) {
        step.duration.add(tookMs.get());
      } else if (result == StepEnd.SUCCEEDED && isFresh(name)) {
        step.duration.add(0);
      }
    }

    /** True for a step that had not begun before: a local one. */
    private boolean isFresh(StepName name) {
      return before
          .flatMap(state -> state.step(name))
          .map(StepState::status)
          .map(StepStatus.PENDING::equals)
          .orElse(true);
    }

    private void begin(StepName step, Action action) {
      begun
          .computeIfAbsent(run, key -> new HashMap<>())
          .putIfAbsent(new Begun(step, action), entry.atMs());
    }

    private Optional<Long> ended(StepName step, Action action) {
      Map<Begun, Long> steps = begun.getOrDefault(run, Map.of());
      Long sinceMs = steps.isEmpty() ? null : steps.remove(new Begun(step, action));
      return sinceMs == null ? Optional.empty() : Optional.of(entry.atMs() - sinceMs);
    }
  }
}
