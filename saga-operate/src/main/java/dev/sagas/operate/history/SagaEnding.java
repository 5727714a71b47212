package dev.sagas.operate.history;

import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaEvolver;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.StepState;
import dev.sagas.engine.core.UnwindReason;
import dev.sagas.engine.journal.EndOfRun;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.StepName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a run ended, from its journal: what its tombstone no longer has.
 *
 * @param atMs when, epoch ms
 * @param steps as they were at the end, in the order in which they began
 * @param reason why it turned back; empty if it did not
 * @param endedBy the operator's action that ended the saga or turned it back; empty if no operator
 *     did
 * @param effectsLeft the steps whose effects are, or may be, still there although the saga did not
 *     complete
 * @param skipped the steps that an operator skipped
 */
public record SagaEnding(
    SagaStatus outcome,
    long atMs,
    List<StepState> steps,
    Optional<UnwindReason> reason,
    Optional<OperatorAction> endedBy,
    List<StepName> effectsLeft,
    List<StepName> skipped) {
  public SagaEnding {
    steps = List.copyOf(steps);
    effectsLeft = List.copyOf(effectsLeft);
    skipped = List.copyOf(skipped);
  }

  /**
   * The end of a run.
   *
   * @param transitions of one run in order, without notes
   * @return empty if they do not begin with the run's start, have a gap, or do not contain its end
   */
  public static Optional<SagaEnding> of(List<JournalEntry> transitions) {
    Course course = new Course();
    for (JournalEntry entry : transitions) {
      if (entry.revision() != course.revision + 1) {
        return Optional.empty();
      }
      Optional<SagaEnding> ending = course.take(entry);
      if (ending.isPresent()) {
        return ending;
      }
    }
    return Optional.empty();
  }

  /** A run, up to one of its transitions. */
  private static final class Course {
    private long revision;
    private Optional<SagaState> state = Optional.empty();
    private Optional<OperatorAction> turnedBackBy = Optional.empty();

    /** The ending, if it is in this transition. */
    Optional<SagaEnding> take(JournalEntry entry) {
      List<SagaEvent> before = new ArrayList<>(entry.events());
      Optional<SagaEvent.Ended> end =
          before.stream().flatMap(event -> EndOfRun.of(event).stream()).findFirst();
      end.ifPresent(before::remove);
      Optional<SagaState> earlier = state;
      if (!before.isEmpty()) {
        state = Optional.of(SagaEvolver.evolve(earlier, before, entry.atMs()));
      }
      Optional<OperatorAction> action = OperatorAction.of(entry);
      if (state.flatMap(SagaState::unwind).isPresent()
          && earlier.flatMap(SagaState::unwind).isEmpty()) {
        turnedBackBy = action;
      }
      revision = entry.revision();
      return end.flatMap(event -> state.map(last -> ending(event.outcome(), last, entry)));
    }

    private SagaEnding ending(SagaStatus outcome, SagaState last, JournalEntry entry) {
      return new SagaEnding(
          outcome,
          entry.atMs(),
          last.steps().all(),
          last.unwind(),
          endedBy(outcome, entry),
          effectsLeft(outcome, last),
          last.control().skipped());
    }

    private Optional<OperatorAction> endedBy(SagaStatus outcome, JournalEntry entry) {
      return switch (outcome) {
        case ENDED_BY_OPERATOR -> OperatorAction.of(entry).or(() -> turnedBackBy);
        case COMPENSATED -> turnedBackBy;
        case RUNNING, STOPPING, COMPENSATING, COMPLETED, REFUSED -> Optional.empty();
      };
    }

    /** As the engine puts them into the outcome. */
    private static List<StepName> effectsLeft(SagaStatus outcome, SagaState last) {
      return switch (outcome) {
        case ENDED_BY_OPERATOR ->
            last.steps().all().stream()
                .filter(StepState::mayHaveEffect)
                .map(StepState::name)
                .toList();
        case RUNNING, STOPPING, COMPENSATING, COMPLETED, COMPENSATED, REFUSED -> List.of();
      };
    }
  }
}
