package dev.sagas.testkit.author;

import dev.sagas.orchestrator.core.ControlEvent;
import dev.sagas.orchestrator.core.SagaEvent;
import dev.sagas.protocol.StepName;
import java.util.ArrayList;
import java.util.List;

/** What a saga's events come to, for a test: which steps succeeded, which were undone. */
final class Story {
  private final List<SagaEvent> events = new ArrayList<>();
  private final List<StepName> succeeded = new ArrayList<>();
  private final List<StepName> undone = new ArrayList<>();
  private int outcomes;

  void take(List<SagaEvent> more) {
    events.addAll(more);
    more.forEach(this::take);
  }

  private void take(SagaEvent event) {
    if (event instanceof SagaEvent.StepSucceeded success) {
      succeeded.add(success.step());
    } else if (event instanceof SagaEvent.StepCompensated undo && undo.commanded()) {
      undone.add(undo.step());
    } else if (event instanceof ControlEvent.Restarted restarted) {
      succeeded.removeAll(restarted.reopened());
    } else if (event instanceof SagaEvent.Ended) {
      outcomes++;
    }
  }

  /** Every event of the run. */
  List<SagaEvent> events() {
    return events;
  }

  /** The steps that succeeded, in order. */
  List<StepName> succeeded() {
    return succeeded;
  }

  /** The steps that were undone by a command, in order. */
  List<StepName> undone() {
    return undone;
  }

  /** How often the saga ended. */
  int outcomes() {
    return outcomes;
  }
}
