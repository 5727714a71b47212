package dev.sagas.engine.core;

import dev.sagas.definition.OnTimeout;
import dev.sagas.definition.RetryPolicy;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.ParticipantName;
import dev.sagas.protocol.SignalName;
import dev.sagas.protocol.StepName;
import java.util.Optional;
import java.util.OptionalLong;

/** What the engine needs to know about a step, without its functions. */
public sealed interface StepPlan {
  /** The step's name. */
  StepName name();

  /** True if a condition decides whether the step runs at all. */
  boolean conditional();

  /** Dispatches by kind; a missing case fails to compile. */
  <R> R accept(Visitor<R> visitor);

  /** The plan of a step that sends commands; empty for all other kinds. */
  default Optional<Command> asCommand() {
    return Optional.empty();
  }

  /** The plan of a step that waits for a signal; empty for all other kinds. */
  default Optional<Signal> asSignal() {
    return Optional.empty();
  }

  /** True for the point of no return. */
  default boolean pivot() {
    return false;
  }

  /** How the step is undone; empty if there is nothing to undo. */
  default Optional<Tries> compensate() {
    return Optional.empty();
  }

  /**
   * One method for each kind of step.
   *
   * @param <R> what the visitor makes of it
   */
  interface Visitor<R> {
    R command(Command step);

    R local(Local step);

    R sleep(Sleep step);

    R signal(Signal step);
  }

  /**
   * How often and how long an action is tried.
   *
   * @param timeoutMs of one attempt
   */
  record Tries(RetryPolicy retry, long timeoutMs) {}

  /**
   * A command to a participant.
   *
   * @param keepsReply true if the compensation uses the reply to the execute
   * @param deadlineMs how long after its first attempt no further one may follow
   */
  record Command(
      StepName name,
      boolean conditional,
      ParticipantName participant,
      Tries execute,
      Optional<Tries> compensate,
      boolean keepsReply,
      boolean pivot,
      OptionalLong deadlineMs)
      implements StepPlan {
    Tries tries(Action action) {
      return switch (action) {
        case EXECUTE -> execute;
        case COMPENSATE ->
            compensate.orElseThrow(
                () -> new IllegalStateException("Expected step " + name + " to be undoable"));
      };
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.command(this);
    }

    @Override
    public Optional<Command> asCommand() {
      return Optional.of(this);
    }
  }

  /** A pure function over the saga's data. */
  record Local(StepName name, boolean conditional) implements StepPlan {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.local(this);
    }
  }

  /** A durable sleep. */
  record Sleep(StepName name, boolean conditional) implements StepPlan {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.sleep(this);
    }
  }

  /**
   * A wait for a signal.
   *
   * @param signalType full name of the signal's record
   * @param timeoutMs how long it waits; for ever if empty
   */
  record Signal(
      StepName name,
      boolean conditional,
      SignalName signal,
      String signalType,
      OptionalLong timeoutMs,
      OnTimeout onTimeout)
      implements StepPlan {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.signal(this);
    }

    @Override
    public Optional<Signal> asSignal() {
      return Optional.of(this);
    }
  }
}
