package dev.sagas.testkit.author;

import dev.sagas.orchestrator.core.ControlEvent;
import dev.sagas.orchestrator.core.SagaEvent;
import dev.sagas.orchestrator.core.SelectiveEventVisitor;
import dev.sagas.protocol.StepName;
import java.util.ArrayList;
import java.util.List;

/** Summarises a saga's events for a test: which steps succeeded, which were undone. */
final class Story extends SelectiveEventVisitor<Story> {
  private final List<SagaEvent> events = new ArrayList<>();
  private final List<StepName> succeeded = new ArrayList<>();
  private final List<StepName> undone = new ArrayList<>();
  private int outcomes;

  void take(List<SagaEvent> more) {
    events.addAll(more);
    more.forEach(event -> event.accept(this));
  }

  @Override
  protected Story other(SagaEvent event) {
    return this;
  }

  @Override
  public Story stepSucceeded(SagaEvent.StepSucceeded event) {
    succeeded.add(event.step());
    return this;
  }

  @Override
  public Story stepCompensated(SagaEvent.StepCompensated event) {
    if (event.commanded()) {
      undone.add(event.step());
    }
    return this;
  }

  @Override
  public Story restarted(ControlEvent.Restarted event) {
    succeeded.removeAll(event.reopened());
    return this;
  }

  @Override
  public Story ended(SagaEvent.Ended event) {
    outcomes++;
    return this;
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
