package dev.sagas.participant;

import dev.sagas.protocol.StepOutcome;
import java.sql.Connection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A two-phase handler as the fence sees it: calls somebody outside, then takes from the stock. */
final class OutsideScript extends Script implements TwoPhases {
  private final Deque<StepOutcome> outcomes;
  private final List<StepOutcome> called = new ArrayList<>();
  private Runnable duringCall = () -> {};

  private OutsideScript(int taken, StepOutcome... outcomes) {
    super(StepOutcome.SUCCEEDED, taken);
    this.outcomes = new ArrayDeque<>(List.of(outcomes));
  }

  /** The calls end like that, one after the other; those after them succeed. */
  static OutsideScript calling(StepOutcome... outcomes) {
    return new OutsideScript(10, outcomes);
  }

  static OutsideScript cancelling() {
    return new OutsideScript(-10);
  }

  /** What happens while the first call is under way. */
  OutsideScript during(Runnable event) {
    duringCall = event;
    return this;
  }

  /** How the calls ended. */
  List<StepOutcome> called() {
    return called;
  }

  @Override
  public Optional<TwoPhases> twoPhases() {
    return Optional.of(this);
  }

  @Override
  public EncodedReply call(RecordedExecute executed) {
    Runnable event = duringCall;
    duringCall = () -> {};
    event.run();
    StepOutcome outcome = outcomes.isEmpty() ? StepOutcome.SUCCEEDED : outcomes.poll();
    called.add(outcome);
    return reply(outcome, "called " + called.size(), outcome == StepOutcome.SUCCEEDED ? "" : "NO");
  }

  @Override
  public EncodedReply record(EncodedReply reply, Connection connection, RecordedExecute executed)
      throws TransientFailureException {
    EncodedReply unused = run(connection, executed);
    return reply;
  }
}
