package dev.sagas.testkit;

import dev.sagas.engine.core.ControlEvent;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SelectiveEventVisitor;
import dev.sagas.protocol.StepName;
import java.util.ArrayList;
import java.util.List;

/** Summarises a saga's events for a test: which steps succeeded, which were undone. */
final class RunSummary extends SelectiveEventVisitor<RunSummary> {
  private final List<SagaEvent> events = new ArrayList<>();
  private final List<StepName> succeeded = new ArrayList<>();
  private final List<StepName> undone = new ArrayList<>();
  private int outcomes;

  void take(List<SagaEvent> more) {
    events.addAll(more);
    more.forEach(event -> event.accept(this));
  }

  @Override
  protected RunSummary other(SagaEvent event) {
    return this;
  }

  @Override
  public RunSummary stepSucceeded(SagaEvent.StepSucceeded event) {
    succeeded.add(event.step());
    return this;
  }

  @Override
  public RunSummary stepCompensated(SagaEvent.StepCompensated event) {
    if (event.commanded()) {
      undone.add(event.step());
    }
    return this;
  }

  @Override
  public RunSummary restarted(ControlEvent.Restarted event) {
    succeeded.removeAll(event.reopened());
    return this;
  }

  @Override
  public RunSummary ended(SagaEvent.Ended event) {
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
