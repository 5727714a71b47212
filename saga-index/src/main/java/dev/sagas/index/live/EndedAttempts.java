package dev.sagas.index.live;

import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.SelectiveEventVisitor;
import dev.sagas.engine.core.StepState;
import dev.sagas.engine.core.StepStatus;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.StepName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Finds the attempts that were in flight before a transition and were over after it. */
final class EndedAttempts extends SelectiveEventVisitor<Boolean> {
  private final SagaState before;
  private final SagaState after;
  private final boolean byInput;
  private final Map<AttemptedStep, AttemptCounts> counts = new HashMap<>();

  EndedAttempts(SagaState before, SagaState after, boolean byInput) {
    this.before = before;
    this.after = after;
    this.byInput = byInput;
  }

  /** At most one for each step. */
  Map<AttemptedStep, AttemptCounts> counts() {
    return counts;
  }

  private enum Result {
    SUCCEEDED,
    REJECTED,
    FAILED
  }

  @Override
  protected Boolean other(SagaEvent event) {
    return false;
  }

  @Override
  public Boolean stepSucceeded(SagaEvent.StepSucceeded event) {
    return ended(event.step(), Action.EXECUTE, Result.SUCCEEDED);
  }

  @Override
  public Boolean stepRejected(SagaEvent.StepRejected event) {
    return ended(event.step(), Action.EXECUTE, Result.REJECTED);
  }

  @Override
  public Boolean attemptFailed(SagaEvent.AttemptFailed event) {
    return ended(event.step(), event.action(), Result.FAILED);
  }

  @Override
  public Boolean stepCompensated(SagaEvent.StepCompensated event) {
    return event.commanded() && ended(event.step(), Action.COMPENSATE, Result.SUCCEEDED);
  }

  @Override
  public Boolean compensationGivenUp(SagaEvent.CompensationGivenUp event) {
    return ended(event.step(), Action.COMPENSATE, Result.REJECTED);
  }

  private boolean ended(StepName step, Action action, Result result) {
    StepStatus inFlight = action == Action.EXECUTE ? StepStatus.EXECUTING : StepStatus.COMPENSATING;
    Optional<StepState> asked =
        before.step(step).filter(known -> known.status() == inFlight && known.target().isPresent());
    if (asked.isEmpty()) {
      return false;
    }
    AttemptedStep key =
        new AttemptedStep(
            new DefinitionVersion(before.identity().type(), before.identity().version()),
            step,
            action == Action.COMPENSATE,
            asked.get().target().get());
    AttemptCounts one = counted(result, after.updatedAtMs() - asked.get().sinceMs());
    return counts.putIfAbsent(key, one) == null;
  }

  private AttemptCounts counted(Result result, long replyMs) {
    SortedMap<Long, Long> times = new TreeMap<>();
    if (byInput) {
      times.put(AttemptCounts.bound(replyMs), 1L);
    }
    return switch (result) {
      case SUCCEEDED -> new AttemptCounts(1, 0, 0, times);
      case REJECTED -> new AttemptCounts(0, 1, 0, times);
      case FAILED -> new AttemptCounts(0, 0, 1, times);
    };
  }
}
