package dev.sagas.operate.history;

import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.operate.history.SagaTimeline.Lane;
import dev.sagas.operate.history.SagaTimeline.Span;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.StepName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One step's lane while it is collected. */
final class OpenLane {
  private final StepName step;
  private final List<OpenSpan> spans = new ArrayList<>();
  private Optional<String> on = Optional.empty();

  OpenLane(StepName step) {
    this.step = step;
  }

  void on(String target) {
    on = Optional.of(target);
  }

  /** A command belongs to the span of its action and epoch. */
  void sent(SagaEvent.CommandIssued command, JournalEntry entry) {
    on(command.participant());
    OpenSpan span =
        last(command.action())
            .filter(known -> known.epoch() == command.epoch() && !known.isOver())
            .orElseGet(() -> begin(command.action(), command.epoch(), entry.atMs()));
    span.sent(command, entry);
  }

  OpenSpan begin(Action action, int epoch, long atMs) {
    OpenSpan span = new OpenSpan(action, epoch, atMs);
    spans.add(span);
    return span;
  }

  /** The newest span of the action; begins one if there is none. */
  OpenSpan span(Action action, long atMs) {
    return last(action).orElseGet(() -> begin(action, 1, atMs));
  }

  private Optional<OpenSpan> last(Action action) {
    return spans.stream().filter(span -> span.action() == action).reduce((earlier, later) -> later);
  }

  Lane done() {
    return new Lane(step, on, of(Action.EXECUTE), of(Action.COMPENSATE));
  }

  private List<Span> of(Action action) {
    return spans.stream().filter(span -> span.action() == action).map(OpenSpan::done).toList();
  }
}
