package dev.sagas.engine.core;

import dev.sagas.engine.core.SagaState.SagaProgress;
import dev.sagas.protocol.SagaStatus;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A changed copy of a {@link SagaState} in the making; used within one call. */
final class StateChange {
  private final SagaState before;
  private SagaIdentity identity;
  private ChainLink chain;
  private SagaStatus status;
  private long updatedAtMs;
  private SagaRequest request;
  private Bytes data;
  private long lastSequence;
  private Steps steps;
  private List<BufferedSignal> signals;
  private Optional<UnwindReason> unwind;
  private List<Incident> incidents;
  private Control control;
  private OptionalLong forgetAtMs;

  StateChange(SagaState before) {
    this.before = before;
    this.identity = before.identity();
    this.chain = before.chain();
    this.status = before.status();
    this.updatedAtMs = before.updatedAtMs();
    this.request = before.request();
    this.data = before.data();
    this.lastSequence = before.lastSequence();
    this.steps = before.steps();
    this.signals = before.signals();
    this.unwind = before.unwind();
    this.incidents = before.incidents();
    this.control = before.control();
    this.forgetAtMs = before.forgetAtMs();
  }

  StateChange identity(SagaIdentity next) {
    this.identity = next;
    return this;
  }

  StateChange chain(ChainLink next) {
    this.chain = next;
    return this;
  }

  StateChange status(SagaStatus next) {
    this.status = next;
    return this;
  }

  StateChange at(long nowMs) {
    this.updatedAtMs = nowMs;
    return this;
  }

  StateChange request(SagaRequest next) {
    this.request = next;
    return this;
  }

  StateChange data(Bytes next) {
    this.data = next;
    return this;
  }

  StateChange lastSequence(long next) {
    this.lastSequence = Math.max(lastSequence, next);
    return this;
  }

  StateChange step(StepState next) {
    this.steps = steps.with(next);
    return this;
  }

  StateChange steps(Steps next) {
    this.steps = next;
    return this;
  }

  StateChange signals(List<BufferedSignal> next) {
    this.signals = next;
    return this;
  }

  StateChange unwind(Optional<UnwindReason> next) {
    this.unwind = next;
    return this;
  }

  StateChange incidents(List<Incident> next) {
    this.incidents = next;
    return this;
  }

  StateChange control(Control next) {
    this.control = next;
    return this;
  }

  /** Shrinks the state to what an ended saga keeps. */
  StateChange tombstone(long forgetAt) {
    this.forgetAtMs = OptionalLong.of(forgetAt);
    this.data = Bytes.EMPTY;
    this.steps = Steps.NONE;
    this.signals = List.of();
    this.incidents = List.of();
    this.control = Control.NONE;
    return this;
  }

  SagaState done() {
    return new SagaState(
        identity,
        chain,
        status,
        before.startedAtMs(),
        updatedAtMs,
        request,
        new SagaProgress(data, lastSequence, steps, signals, unwind, incidents, control),
        forgetAtMs);
  }
}
