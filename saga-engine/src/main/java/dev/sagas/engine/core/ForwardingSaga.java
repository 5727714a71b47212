package dev.sagas.engine.core;

import dev.sagas.engine.core.ExecutableSaga.WakeTime;
import dev.sagas.protocol.SagaType;
import java.time.Duration;
import java.util.Optional;

/** A definition that delegates to another, except for what a subclass overrides. */
public abstract class ForwardingSaga implements ExecutableSaga {
  private final ExecutableSaga saga;

  /** Forwards to {@code saga}. */
  protected ForwardingSaga(ExecutableSaga saga) {
    this.saga = saga;
  }

  @Override
  public SagaType type() {
    return saga.type();
  }

  @Override
  public int version() {
    return saga.version();
  }

  @Override
  public String dataType() {
    return saga.dataType();
  }

  @Override
  public SagaPlan plan() {
    return saga.plan();
  }

  @Override
  public Optional<Duration> deadline() {
    return saga.deadline();
  }

  @Override
  public Optional<String> problemWith(Bytes payload) {
    return saga.problemWith(payload);
  }

  @Override
  public boolean condition(StepPlan step, Bytes data) throws DefinitionFault {
    return saga.condition(step, data);
  }

  @Override
  public Bytes command(StepPlan.Command step, Bytes data) throws DefinitionFault {
    return saga.command(step, data);
  }

  @Override
  public Bytes compensation(StepPlan.Command step, Bytes data, Optional<Bytes> reply)
      throws DefinitionFault {
    return saga.compensation(step, data, reply);
  }

  @Override
  public Bytes applyReply(StepPlan.Command step, Bytes data, SagaInput.Reply reply)
      throws DefinitionFault {
    return saga.applyReply(step, data, reply);
  }

  @Override
  public FunctionResult runLocal(StepPlan.Local step, Bytes data) throws DefinitionFault {
    return saga.runLocal(step, data);
  }

  @Override
  public WakeTime wakeTime(StepPlan.Sleep step, Bytes data, long nowMs) throws DefinitionFault {
    return saga.wakeTime(step, data, nowMs);
  }

  @Override
  public FunctionResult applySignal(StepPlan.Signal step, Bytes data, Bytes signal)
      throws DefinitionFault {
    return saga.applySignal(step, data, signal);
  }
}
