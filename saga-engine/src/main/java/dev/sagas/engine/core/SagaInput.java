package dev.sagas.engine.core;

import dev.sagas.protocol.CommandId;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SignalName;
import dev.sagas.protocol.StepName;
import dev.sagas.protocol.StepOutcome;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Something that may move a saga. */
public sealed interface SagaInput {
  /** The saga that it is about. */
  SagaId sagaId();

  /** Dispatches by kind; a missing case fails to compile. */
  <R> R accept(Visitor<R> visitor);

  /** The request, if it is one; empty for all other kinds, also for one that is added later. */
  default Optional<Start> asStart() {
    return Optional.empty();
  }

  /** The reply, if it is one. */
  default Optional<Reply> asReply() {
    return Optional.empty();
  }

  /** The signal, if it is one. */
  default Optional<Signal> asSignal() {
    return Optional.empty();
  }

  /** The operation, if it is one. */
  default Optional<Operation> asOperation() {
    return Optional.empty();
  }

  /**
   * One method for each kind of input.
   *
   * @param <R> what the visitor makes of it
   */
  interface Visitor<R> {
    R start(Start input);

    R reply(Reply input);

    R signal(Signal input);

    R operation(Operation input);

    R timerDue(TimerDue input);
  }

  /**
   * A request to start a saga.
   *
   * @param run the run id that an accepted start would have
   * @param type as it is in the header: need not be known, nor even well-formed
   * @param version asked for; the newest if empty
   * @param payload the request's value in wire format
   */
  record Start(
      SagaId sagaId,
      RunId run,
      String type,
      OptionalInt version,
      Bytes payload,
      Map<String, String> labels)
      implements SagaInput {
    public Start {
      labels = Map.copyOf(labels);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.start(this);
    }

    @Override
    public Optional<Start> asStart() {
      return Optional.of(this);
    }
  }

  /**
   * A participant's answer.
   *
   * @param payload the reply's value in wire format
   * @param payloadType full name of the reply record
   * @param failure why it is no success; empty for one
   */
  record Reply(
      CommandId inReplyTo,
      StepOutcome outcome,
      Bytes payload,
      String payloadType,
      Optional<Failure> failure)
      implements SagaInput {
    public Reply {
      if ((outcome == StepOutcome.SUCCEEDED) == failure.isPresent()) {
        throw new IllegalArgumentException(
            "Expected a failure unless the step succeeded, but it %s with %s"
                .formatted(outcome, failure));
      }
    }

    @Override
    public SagaId sagaId() {
      return inReplyTo.key().sagaId();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.reply(this);
    }

    @Override
    public Optional<Reply> asReply() {
      return Optional.of(this);
    }
  }

  /**
   * Why an attempt was rejected or failed.
   *
   * @param code empty if the participant names none
   * @param message empty if the participant says no more
   * @param retryAfterMs how long the participant asks to wait before the next attempt, if it does
   */
  record Failure(String code, String message, OptionalLong retryAfterMs) {
    public Failure {
      if (retryAfterMs.isPresent()
          && (retryAfterMs.getAsLong() < 0
              || retryAfterMs.getAsLong() > SagaHeaders.MAX_RETRY_AFTER_MS)) {
        throw new IllegalArgumentException(
            "Expected a pause from 0 to %s ms, but got %s"
                .formatted(SagaHeaders.MAX_RETRY_AFTER_MS, retryAfterMs.getAsLong()));
      }
    }

    /** A failure that does not say when to retry. */
    public Failure(String code, String message) {
      this(code, message, OptionalLong.empty());
    }
  }

  /**
   * An external event that a step may wait for.
   *
   * @param payload the signal's value in wire format
   * @param payloadType full name of the signal's record
   */
  record Signal(SagaId sagaId, SignalName name, Bytes payload, String payloadType)
      implements SagaInput {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.signal(this);
    }

    @Override
    public Optional<Signal> asSignal() {
      return Optional.of(this);
    }
  }

  /**
   * An operator's action.
   *
   * @param order who wants it, and why
   * @param subject what it is about, where its kind alone does not say
   * @param dryRun true to change nothing
   */
  record Operation(
      SagaId sagaId,
      OperationKind kind,
      OperatorOrder order,
      OperationSubject subject,
      boolean dryRun)
      implements SagaInput {
    /** Tells a redelivered operation from a new one. */
    public String operationId() {
      return order.operationId();
    }

    /** Who. */
    public String actor() {
      return order.actor();
    }

    /** Why. */
    public String reason() {
      return order.reason();
    }

    /** The step that it is about, where it names one. */
    public Optional<StepName> step() {
      return subject.step();
    }

    /** The new data in wire format, for {@link OperationKind#EDIT_DATA}. */
    public Optional<Bytes> data() {
      return subject.data();
    }

    /** The version to continue under, for {@link OperationKind#MIGRATE}. */
    public OptionalInt version() {
      return subject.version();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.operation(this);
    }

    @Override
    public Optional<Operation> asOperation() {
      return Optional.of(this);
    }
  }

  /** The saga's timer fired. What is due follows from the state and the time. */
  record TimerDue(SagaId sagaId) implements SagaInput {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.timerDue(this);
    }
  }

  /**
   * What an operation is about, where its kind alone does not tell.
   *
   * @param step the step, where it names one
   * @param data the new data in wire format, for {@link OperationKind#EDIT_DATA}
   * @param version the version to continue under, for {@link OperationKind#MIGRATE}
   */
  record OperationSubject(Optional<StepName> step, Optional<Bytes> data, OptionalInt version) {
    /** The saga as it is. */
    public static final OperationSubject SAGA = ofStep(Optional.empty());

    /** One step, or the saga if there is none. */
    public static OperationSubject ofStep(Optional<StepName> step) {
      return new OperationSubject(step, Optional.empty(), OptionalInt.empty());
    }

    /** Another version of the definition. */
    public static OperationSubject ofVersion(int version) {
      return new OperationSubject(Optional.empty(), Optional.empty(), OptionalInt.of(version));
    }
  }

  /**
   * Who wants an operation, and why (R16).
   *
   * @param operationId tells a redelivered operation from a new one
   */
  record OperatorOrder(String operationId, String actor, String reason) {}
}
