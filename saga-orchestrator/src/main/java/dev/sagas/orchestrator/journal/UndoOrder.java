package dev.sagas.orchestrator.journal;

import dev.sagas.orchestrator.core.SagaEvent;
import dev.sagas.orchestrator.core.SagaStatus;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.StepName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Follows one run's effects and checks that they are undone in reverse (R8, R9).
 *
 * <ul>
 *   <li>Compensations begin, and end, in strictly descending order of sequence.
 *   <li>Only what succeeded or became unknown is undone, and a compensated run leaves nothing.
 *   <li>The pivot is not known to the journal, so that nothing is checked about it.
 * </ul>
 */
final class UndoOrder {
  private final Map<StepName, Long> effects = new HashMap<>();
  private final Set<StepName> begun = new HashSet<>();
  private long lastBegun = Long.MAX_VALUE;
  private long lastUndone = Long.MAX_VALUE;

  /** What is wrong with an event. */
  record Problem(ViolationCode code, String message) {}

  /** Takes an event in; returns what is wrong with it, if anything. */
  Optional<Problem> next(SagaEvent event) {
    if (event instanceof SagaEvent.StepSucceeded succeeded) {
      effects.put(succeeded.step(), succeeded.sequence());
    } else if (event instanceof SagaEvent.OutcomeUnknown unknown) {
      effects.put(unknown.step(), unknown.sequence());
    } else if (event instanceof SagaEvent.StepRejected rejected) {
      effects.remove(rejected.step());
    } else if (event instanceof SagaEvent.CommandIssued issued) {
      return issued(issued);
    } else if (event instanceof SagaEvent.StepCompensated compensated) {
      return compensated(compensated);
    } else if (event instanceof SagaEvent.Ended ended) {
      return ended(ended);
    }
    return Optional.empty();
  }

  private Optional<Problem> issued(SagaEvent.CommandIssued issued) {
    if (issued.action() == Action.EXECUTE) {
      // Forward again: the next unwind is another one.
      lastBegun = Long.MAX_VALUE;
      lastUndone = Long.MAX_VALUE;
      return Optional.empty();
    }
    if (begun.contains(issued.step())) {
      return Optional.empty();
    }
    Optional<Problem> problem = outOfOrder(issued.step(), lastBegun);
    begun.add(issued.step());
    lastBegun = Math.min(lastBegun, effects.getOrDefault(issued.step(), lastBegun));
    return problem;
  }

  private Optional<Problem> compensated(SagaEvent.StepCompensated compensated) {
    StepName step = compensated.step();
    Optional<Problem> problem = outOfOrder(step, lastUndone);
    if (problem.isEmpty() && compensated.commanded() && !begun.contains(step)) {
      problem =
          Optional.of(
              new Problem(
                  ViolationCode.UNDO_WITHOUT_EFFECT,
                  "Expected a compensate of step " + step + " to be sent before it is undone"));
    }
    lastUndone = Math.min(lastUndone, effects.getOrDefault(step, lastUndone));
    effects.remove(step);
    begun.remove(step);
    return problem;
  }

  private Optional<Problem> outOfOrder(StepName step, long before) {
    Long sequence = effects.get(step);
    if (sequence == null) {
      return Optional.of(
          new Problem(
              ViolationCode.UNDO_WITHOUT_EFFECT,
              "Expected step "
                  + step
                  + " to have succeeded or become unknown before it is undone, and only once"));
    }
    if (sequence < before) {
      return Optional.empty();
    }
    return Optional.of(
        new Problem(
            ViolationCode.UNDO_ORDER,
            "Expected step "
                + step
                + " with sequence "
                + sequence
                + " to be undone before the one with sequence "
                + before));
  }

  private Optional<Problem> ended(SagaEvent.Ended ended) {
    if (ended.outcome() != SagaStatus.COMPENSATED || effects.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Problem(
            ViolationCode.UNDO_MISSING,
            "Expected every effect of a compensated run to be undone, but "
                + effects.keySet().stream().sorted().toList()
                + " are not"));
  }
}
