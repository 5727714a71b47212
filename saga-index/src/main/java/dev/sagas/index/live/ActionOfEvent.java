package dev.sagas.index.live;

import dev.sagas.engine.core.ControlEvent;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SelectiveEventVisitor;
import java.util.List;
import java.util.Optional;

/** Finds what a person did in the events of a transition. */
final class ActionOfEvent {
  /** Finds the operation that was applied. */
  static final SagaEvent.Visitor<Optional<ControlEvent.OperationApplied>> OPERATION =
      new Wanted<>(Optional.empty()) {
        @Override
        public Optional<ControlEvent.OperationApplied> operationApplied(
            ControlEvent.OperationApplied event) {
          return Optional.of(event);
        }
      };

  /** True for the beginning of a saga. */
  static final SagaEvent.Visitor<Boolean> START =
      new Wanted<>(false) {
        @Override
        public Boolean started(SagaEvent.Started event) {
          return true;
        }
      };

  /** What became of a step that waited: why it was refused, or nothing. */
  private static final SagaEvent.Visitor<Optional<String>> CONCLUSION =
      new Wanted<>(Optional.empty()) {
        @Override
        public Optional<String> stepRejected(SagaEvent.StepRejected event) {
          return Optional.of(event.message());
        }

        @Override
        public Optional<String> stepSucceeded(SagaEvent.StepSucceeded event) {
          return Optional.of("");
        }
      };

  private ActionOfEvent() {}

  /**
   * Has the same answer for all events but those that it asks about.
   *
   * @param <R> what it makes of an event
   */
  private abstract static class Wanted<R> extends SelectiveEventVisitor<R> {
    private final R others;

    Wanted(R others) {
      this.others = others;
    }

    @Override
    protected R other(SagaEvent event) {
      return others;
    }
  }

  /**
   * Why the step that took a signal refused it, such as an approval that was declined; empty if it
   * did not. What later steps of the same transition do is not meant.
   */
  static String refusal(List<SagaEvent> events) {
    return events.stream()
        .flatMap(event -> event.accept(CONCLUSION).stream())
        .findFirst()
        .orElse("");
  }
}
