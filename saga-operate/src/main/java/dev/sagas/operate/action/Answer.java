package dev.sagas.operate.action;

import dev.sagas.protocol.SagaStatus;
import java.util.List;
import java.util.OptionalLong;

/** The result of an operation or a signal, as read from committed topics. */
public sealed interface Answer {
  /** Dispatches by kind; a missing case fails to compile. */
  <R> R accept(Visitor<R> visitor);

  /**
   * One method for each kind of answer.
   *
   * @param <R> the result of the visitor
   */
  interface Visitor<R> {
    R applied(Applied answer);

    R dryRun(DryRun answer);

    R duplicate(Duplicate answer);

    R refused(Refused answer);

    R stopped(Stopped answer);

    R parked(Parked answer);

    R unknown(Unknown answer);
  }

  /**
   * It was applied.
   *
   * @param status of the saga after it
   * @param revision of the transition
   * @param events what happened, in words
   */
  record Applied(SagaStatus status, long revision, List<String> events) implements Answer {
    public Applied {
      events = List.copyOf(events);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.applied(this);
    }
  }

  /** A dry run: nothing changed; the message says what would have changed. */
  record DryRun(String message) implements Answer {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.dryRun(this);
    }
  }

  /** An operation with the same id was applied before. */
  record Duplicate(String message) implements Answer {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.duplicate(this);
    }
  }

  /**
   * It does not fit the saga's state, or cannot be applied at all. Nothing changed.
   *
   * @param code a {@link dev.sagas.engine.core.Rejection}, or the code of its dead letter
   */
  record Refused(String code, String message) implements Answer {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.refused(this);
    }
  }

  /**
   * Applying it failed, and raised an incident of the saga instead.
   *
   * @param status of the saga after it
   * @param revision of the transition
   * @param events what happened, in words
   */
  record Stopped(SagaStatus status, long revision, List<String> events) implements Answer {
    public Stopped {
      events = List.copyOf(events);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.stopped(this);
    }
  }

  /**
   * It is kept, and may still be applied: no saga has the id, or the saga waits for a large value
   * or is being rebuilt.
   *
   * @param untilMs when it becomes a dead letter if no saga starts, epoch ms; empty if there is one
   */
  record Parked(OptionalLong untilMs) implements Answer {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.parked(this);
    }
  }

  /** There was no answer: it may have been applied, and if not may still be. */
  record Unknown(String message) implements Answer {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.unknown(this);
    }
  }
}
