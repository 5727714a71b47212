package dev.sagas.dev.simulate;

import dev.sagas.engine.core.Decision;
import dev.sagas.engine.core.OperationKind;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.core.SagaState;
import java.util.List;
import java.util.Optional;

/**
 * One input and what was decided.
 *
 * @param before the saga's state before it
 * @param nowMs the transition's time, epoch ms
 */
record Moment(Optional<SagaState> before, SagaInput input, Decision decision, long nowMs) {
  private static final Change CHANGE = new Change();
  private static final Stops STOPS = new Stops();

  boolean isAccepted() {
    return accepted(decision).isPresent();
  }

  /** True if the saga changes, and an event answers the question with yes. */
  boolean has(EventQuestion question) {
    return events().stream().anyMatch(event -> event.accept(question));
  }

  /** True if an incident of the deployment is all that comes of it: its topics, or the engine. */
  boolean isStoppedByTheShell() {
    return events().size() == 1 && has(STOPS);
  }

  private List<SagaEvent> events() {
    return accepted(decision).map(Decision.Accepted::events).orElse(List.of());
  }

  /** The change, if a decision is one. */
  static Optional<Decision.Accepted> accepted(Decision decision) {
    return decision.accept(CHANGE);
  }

  /** True if it is an operator's action of that kind. */
  boolean is(OperationKind kind) {
    return input.asOperation().filter(operation -> operation.kind() == kind).isPresent();
  }

  boolean isOperation() {
    return input.asOperation().isPresent();
  }

  /** The input, and what came of it. */
  String words() {
    return EventText.of(input) + ": " + summary();
  }

  /** The decision's events by name, or the reason why there are none. */
  String summary() {
    return EventText.of(decision);
  }

  /** The change that a decision is. */
  private static final class Change implements Decision.Visitor<Optional<Decision.Accepted>> {
    @Override
    public Optional<Decision.Accepted> accepted(Decision.Accepted decision) {
      return Optional.of(decision);
    }

    @Override
    public Optional<Decision.Accepted> rejected(Decision.Rejected decision) {
      return Optional.empty();
    }

    @Override
    public Optional<Decision.Accepted> forgotten(Decision.Forgotten decision) {
      return Optional.empty();
    }
  }

  /** True for an incident of the saga as a whole that the deployment is to blame for. */
  private static final class Stops extends EventQuestion {
    @Override
    public Boolean incidentRaised(SagaEvent.IncidentRaised event) {
      return event.step().isEmpty() && event.code().isOfTheDeployment();
    }
  }
}
