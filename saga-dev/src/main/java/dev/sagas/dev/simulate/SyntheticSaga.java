package dev.sagas.dev.simulate;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.DefinitionFault;
import dev.sagas.engine.core.ExecutableSaga;
import dev.sagas.engine.core.ExecutableSaga.WakeTime;
import dev.sagas.engine.core.FunctionResult;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.core.SagaPlan;
import dev.sagas.engine.core.StepPlan;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.StepName;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A definition whose functions mix a few bytes: what they return follows from what they are given,
 * and from nothing else but their breakages.
 */
final class SyntheticSaga implements ExecutableSaga {
  /** The first byte of data that fits no definition. */
  static final byte BAD = -1;

  private static final int MAX_DATA_BYTES = 48;

  private final SimulatedDeployment deployment;
  private final DefinitionSketch sketch;
  private final int version;
  private final SagaPlan plan;
  private final Map<StepName, StepSketch> steps = new HashMap<>();

  SyntheticSaga(SimulatedDeployment deployment, DefinitionSketch sketch, int version) {
    this.deployment = deployment;
    this.sketch = sketch;
    this.version = version;
    this.plan = sketch.plan(version);
    sketch.steps(version).forEach(step -> steps.put(step.name(), step));
  }

  /** Data that stands for a number. */
  static Bytes data(long number) {
    byte[] bytes = new byte[8 + Math.floorMod(number, MAX_DATA_BYTES - 8)];
    ByteBuffer.wrap(bytes).putLong(number & Long.MAX_VALUE);
    return Bytes.of(bytes);
  }

  /** Data that fits no definition. */
  static Bytes badData() {
    return Bytes.of(new byte[] {BAD});
  }

  private static long number(Bytes data) {
    return data.size() < 8 ? data.size() : ByteBuffer.wrap(data.array()).getLong();
  }

  private static Bytes mixed(Bytes data, long other) {
    return data(Dice.key(number(data), other));
  }

  private static long salt(StepPlan step) {
    return step.name().value().hashCode();
  }

  private StepSketch sketch(StepName step) {
    StepSketch found = steps.get(step);
    if (found == null) {
      throw new IllegalStateException("Expected step " + step + " in version " + version);
    }
    return found;
  }

  private void check(StepPlan step, DefinitionFunction function) throws DefinitionFault {
    if (deployment.isBroken(step.name(), function)) {
      throw new DefinitionFault("The function " + function + " of step " + step.name() + " threw");
    }
  }

  @Override
  public SagaType type() {
    return SimulatedDeployment.TYPE;
  }

  @Override
  public int version() {
    return version;
  }

  @Override
  public String dataType() {
    return "sim.Data";
  }

  @Override
  public SagaPlan plan() {
    return plan;
  }

  @Override
  public Optional<Duration> deadline() {
    return sketch.deadline();
  }

  @Override
  public Optional<String> problemWith(Bytes payload) {
    return payload.isEmpty() || payload.array()[0] == BAD
        ? Optional.of("Expected good data")
        : Optional.empty();
  }

  @Override
  public boolean condition(StepPlan step, Bytes data) throws DefinitionFault {
    check(step, DefinitionFunction.CONDITION);
    return Math.floorMod(Dice.key(number(data), salt(step)), 3) != 0;
  }

  @Override
  public Bytes command(StepPlan.Command step, Bytes data) throws DefinitionFault {
    check(step, DefinitionFunction.COMMAND);
    return mixed(data, salt(step));
  }

  @Override
  public Bytes compensation(StepPlan.Command step, Bytes data, Optional<Bytes> reply)
      throws DefinitionFault {
    check(step, DefinitionFunction.COMPENSATION);
    return mixed(data, reply.map(SyntheticSaga::number).orElse(0L));
  }

  /** Every second step ignores its replies. */
  @Override
  public Bytes applyReply(StepPlan.Command step, Bytes data, SagaInput.Reply reply)
      throws DefinitionFault {
    check(step, DefinitionFunction.REPLY);
    return salt(step) % 2 == 0 ? data : mixed(data, number(reply.payload()));
  }

  @Override
  public FunctionResult runLocal(StepPlan.Local step, Bytes data) throws DefinitionFault {
    check(step, DefinitionFunction.LOCAL);
    Bytes changed = mixed(data, salt(step));
    boolean refuses = sketch(step.name()).refuses() && number(changed) % 4 == 0;
    return new FunctionResult(changed, refuses ? refusal() : Optional.empty());
  }

  private static Optional<FunctionResult.Refusal> refusal() {
    return Optional.of(new FunctionResult.Refusal("REFUSED", "The step refuses"));
  }

  @Override
  public WakeTime wakeTime(StepPlan.Sleep step, Bytes data, long nowMs) throws DefinitionFault {
    check(step, DefinitionFunction.WAKE_TIME);
    StepSketch sleep = sketch(step.name());
    return new WakeTime(nowMs + sleep.sleepMs(), sleep.absolute());
  }

  @Override
  public FunctionResult applySignal(StepPlan.Signal step, Bytes data, Bytes signal)
      throws DefinitionFault {
    check(step, DefinitionFunction.SIGNAL);
    boolean refuses = sketch(step.name()).refuses() && signal.array()[0] == BAD;
    return new FunctionResult(mixed(data, number(signal)), refuses ? refusal() : Optional.empty());
  }
}
