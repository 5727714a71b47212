package dev.sagas.testkit;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.DefinitionFault;
import dev.sagas.engine.core.ExecutableSaga;
import dev.sagas.engine.core.ExecutableSaga.WakeTime;
import dev.sagas.engine.core.ForwardingSaga;
import dev.sagas.engine.core.FunctionResult;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.core.StepPlan;
import dev.sagas.protocol.StepName;
import java.util.Optional;

/** A definition whose functions run twice each. */
final class RepeatedSaga extends ForwardingSaga {
  static final String CONDITION = "condition";
  static final String COMMAND = "command";
  static final String COMPENSATION = "compensation";
  static final String REPLY = "reply function for ";
  static final String LOCAL = "function";
  static final String INSTANT = "instant";
  static final String SIGNAL = "signal function";

  private final Repeats repeats;

  RepeatedSaga(ExecutableSaga saga, Repeats repeats) {
    super(saga);
    this.repeats = repeats;
  }

  private <T> T twice(StepName step, String function, Repeats.Call<T> call) throws DefinitionFault {
    return repeats.run(Repeats.name(step, function), call);
  }

  @Override
  public boolean condition(StepPlan step, Bytes data) throws DefinitionFault {
    return twice(step.name(), CONDITION, () -> super.condition(step, data));
  }

  @Override
  public Bytes command(StepPlan.Command step, Bytes data) throws DefinitionFault {
    return twice(step.name(), COMMAND, () -> super.command(step, data));
  }

  @Override
  public Bytes compensation(StepPlan.Command step, Bytes data, Optional<Bytes> reply)
      throws DefinitionFault {
    return twice(step.name(), COMPENSATION, () -> super.compensation(step, data, reply));
  }

  @Override
  public Bytes applyReply(StepPlan.Command step, Bytes data, SagaInput.Reply reply)
      throws DefinitionFault {
    String type = reply.payloadType().substring(reply.payloadType().lastIndexOf('.') + 1);
    return twice(step.name(), REPLY + type, () -> super.applyReply(step, data, reply));
  }

  @Override
  public FunctionResult runLocal(StepPlan.Local step, Bytes data) throws DefinitionFault {
    return twice(step.name(), LOCAL, () -> super.runLocal(step, data));
  }

  @Override
  public WakeTime wakeTime(StepPlan.Sleep step, Bytes data, long nowMs) throws DefinitionFault {
    return twice(step.name(), INSTANT, () -> super.wakeTime(step, data, nowMs));
  }

  @Override
  public FunctionResult applySignal(StepPlan.Signal step, Bytes data, Bytes signal)
      throws DefinitionFault {
    return twice(step.name(), SIGNAL, () -> super.applySignal(step, data, signal));
  }
}
