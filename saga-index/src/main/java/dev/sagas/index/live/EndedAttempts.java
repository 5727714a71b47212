package dev.sagas.index.live;

import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.SelectiveEventVisitor;
import dev.sagas.engine.core.StepState;
import dev.sagas.engine.core.StepStatus;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.StepName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Finds the attempts that were in flight before a transition and were over after it. */
final class EndedAttempts extends SelectiveEventVisitor<Boolean> {
  private final SagaState before;
  private final SagaState after;
  private final boolean byInput;
  private final List<EndedAttempt> found = new ArrayList<>(1);

  EndedAttempts(SagaState before, SagaState after, boolean byInput) {
    this.before = before;
    this.after = after;
    this.byInput = byInput;
  }

  List<EndedAttempt> found() {
    return found;
  }

  @Override
  protected Boolean other(SagaEvent event) {
    return false;
  }

  @Override
  public Boolean stepSucceeded(SagaEvent.StepSucceeded event) {
    return ended(event.step(), Action.EXECUTE, AttemptResult.SUCCEEDED);
  }

  @Override
  public Boolean stepRejected(SagaEvent.StepRejected event) {
    return ended(event.step(), Action.EXECUTE, AttemptResult.REJECTED);
  }

  @Override
  public Boolean attemptFailed(SagaEvent.AttemptFailed event) {
    return ended(event.step(), event.action(), AttemptResult.FAILED);
  }

  @Override
  public Boolean stepCompensated(SagaEvent.StepCompensated event) {
    return event.commanded() && ended(event.step(), Action.COMPENSATE, AttemptResult.SUCCEEDED);
  }

  @Override
  public Boolean compensationGivenUp(SagaEvent.CompensationGivenUp event) {
    return ended(event.step(), Action.COMPENSATE, AttemptResult.REJECTED);
  }

  private boolean ended(StepName step, Action action, AttemptResult result) {
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
    if (found.stream().anyMatch(attempt -> attempt.step().equals(key))) {
      return false; // a failure that uses up the attempts is followed by what becomes of the step
    }
    long atMs = after.updatedAtMs();
    OptionalLong replyMs =
        byInput ? OptionalLong.of(atMs - asked.get().sinceMs()) : OptionalLong.empty();
    found.add(new EndedAttempt(key, result, replyMs, atMs));
    return true;
  }
}
