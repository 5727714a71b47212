package dev.sagas.chaos.load;

import dev.sagas.definition.OnTimeout;

/** One step of a saga, without its functions. */
sealed interface ChaosStep {
  /** Unique among all definitions of a run, so that a name says whether its effects are seen. */
  String name();

  /** True if a condition decides whether it runs. */
  boolean conditional();

  /** Dispatches by kind; a missing case fails to compile. */
  <R> R accept(Visitor<R> visitor);

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

    R approval(Approval step);
  }

  /**
   * A command that moves units between two accounts of a participant.
   *
   * @param compensated whether it can be undone
   * @param mayReject whether the participant may refuse it
   */
  record Command(
      String name,
      boolean conditional,
      String participant,
      Accounts accounts,
      boolean compensated,
      boolean pivot,
      boolean mayReject,
      int maxAttempts,
      int timeoutMs)
      implements ChaosStep {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.command(this);
    }
  }

  /**
   * A function over the saga's data.
   *
   * @param mayReject whether it rejects some sagas
   */
  record Local(String name, boolean conditional, boolean mayReject) implements ChaosStep {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.local(this);
    }
  }

  /** A durable sleep. */
  record Sleep(String name, boolean conditional, int durationMs) implements ChaosStep {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.sleep(this);
    }
  }

  /**
   * A wait for a signal of the step's name.
   *
   * @param mayReject whether a signal that is not good rejects it
   */
  record Signal(
      String name, boolean conditional, int timeoutMs, OnTimeout onTimeout, boolean mayReject)
      implements ChaosStep {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.signal(this);
    }
  }

  /** A wait for a decision of the step's name. */
  record Approval(String name, boolean conditional, int timeoutMs, OnTimeout onTimeout)
      implements ChaosStep {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.approval(this);
    }
  }
}
