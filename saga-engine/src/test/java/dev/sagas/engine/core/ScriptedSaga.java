package dev.sagas.engine.core;

import dev.sagas.definition.OnCompensationFailure;
import dev.sagas.definition.RetryPolicy;
import dev.sagas.engine.core.ExecutableSaga.WakeTime;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.StepName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A definition for tests: data, commands, replies and signals are text, and every function can be
 * made to fail. Its structure is written by {@link PlanText}.
 */
final class ScriptedSaga implements ExecutableSaga {
  static final SagaType TYPE = new SagaType("order");
  static final long TIMEOUT_MS = 1_000;
  static final long UNDO_TIMEOUT_MS = 2_000;
  static final long WAIT_MS = 5_000;
  static final long SLEEP_MS = 10_000;

  /** Three attempts, 100 ms and 200 ms apart. */
  static final RetryPolicy THREE =
      RetryPolicy.exponential()
          .withMaxAttempts(3)
          .withInitialBackoff(Duration.ofMillis(100))
          .withJitter(0);

  private final int version;
  private final Optional<Duration> deadline;
  private final SagaPlan plan;

  /** What fails: {@code command:a}, {@code compensation:a}, {@code reply:a}, {@code signal:w} … */
  private final Set<String> faults = new HashSet<>();

  /** Steps whose condition does not hold, and local steps that are rejected. */
  private final Set<StepName> passedOver = new HashSet<>();

  private final Set<StepName> refused = new HashSet<>();
  private final Map<StepName, WakeTime> wakeTimes = new HashMap<>();

  ScriptedSaga(int version, Optional<Duration> deadline, SagaPlan plan) {
    this.version = version;
    this.deadline = deadline;
    this.plan = plan;
  }

  /** Steps one after the other. */
  static ScriptedSaga of(StepPlan... steps) {
    return new ScriptedSaga(1, Optional.empty(), SagaPlan.sequence(List.of(steps)));
  }

  /** The structure that the text describes, see {@link PlanText}. */
  static ScriptedSaga of(String text) {
    return new ScriptedSaga(1, Optional.empty(), PlanText.parse(text, OnCompensationFailure.STOP));
  }

  static ScriptedSaga of(String text, OnCompensationFailure policy) {
    return new ScriptedSaga(1, Optional.empty(), PlanText.parse(text, policy));
  }

  ScriptedSaga withDeadline(long deadlineMs) {
    return new ScriptedSaga(version, Optional.of(Duration.ofMillis(deadlineMs)), plan);
  }

  ScriptedSaga withVersion(int other) {
    return new ScriptedSaga(other, deadline, plan);
  }

  static ScriptedSaga withDeadline(long deadlineMs, StepPlan... steps) {
    return of(steps).withDeadline(deadlineMs);
  }

  /** A step that can be undone. */
  static StepPlan.Command step(String name) {
    return PlanText.command(name, "");
  }

  /** A step whose undo wants the reply. */
  static StepPlan.Command keeping(String name) {
    return PlanText.command(name, "+");
  }

  /** A step that has nothing to undo. */
  static StepPlan.Command plain(String name) {
    return PlanText.command(name, "-");
  }

  static StepPlan.Command pivot(String name) {
    return PlanText.command(name, "!");
  }

  static Bytes text(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }

  static String text(Bytes bytes) {
    return new String(bytes.array(), StandardCharsets.UTF_8);
  }

  ScriptedSaga breakFunction(String function) {
    faults.add(function);
    return this;
  }

  void mendFunction(String function) {
    faults.remove(function);
  }

  /** Every function works again. */
  void mend() {
    faults.clear();
  }

  ScriptedSaga passOver(String step) {
    passedOver.add(new StepName(step));
    return this;
  }

  ScriptedSaga refuse(String localStep) {
    refused.add(new StepName(localStep));
    return this;
  }

  ScriptedSaga wakeAt(String sleep, WakeTime time) {
    wakeTimes.put(new StepName(sleep), time);
    return this;
  }

  @Override
  public SagaType type() {
    return TYPE;
  }

  @Override
  public int version() {
    return version;
  }

  @Override
  public String dataType() {
    return "shop.Order";
  }

  @Override
  public SagaPlan plan() {
    return plan;
  }

  @Override
  public Optional<Duration> deadline() {
    return deadline;
  }

  @Override
  public Optional<String> problemWith(Bytes payload) {
    return text(payload).startsWith("bad") ? Optional.of("Expected good data") : Optional.empty();
  }

  @Override
  public boolean condition(StepPlan step, Bytes data) throws DefinitionFault {
    check("condition:" + step.name());
    return !passedOver.contains(step.name());
  }

  @Override
  public Bytes command(StepPlan.Command step, Bytes data) throws DefinitionFault {
    check("command:" + step.name());
    return text("do " + step.name() + " with " + text(data));
  }

  @Override
  public Bytes compensation(StepPlan.Command step, Bytes data, Optional<Bytes> reply)
      throws DefinitionFault {
    check("compensation:" + step.name());
    return text("undo " + step.name() + " after " + reply.map(ScriptedSaga::text).orElse("-"));
  }

  /** A reply {@code data=x} makes x the data. */
  @Override
  public Bytes applyReply(StepPlan.Command step, Bytes data, SagaInput.Reply reply)
      throws DefinitionFault {
    check("reply:" + step.name());
    return changed(data, reply.payload());
  }

  private static Bytes changed(Bytes data, Bytes payload) {
    String answer = text(payload);
    return answer.startsWith("data=") ? text(answer.substring("data=".length())) : data;
  }

  @Override
  public FunctionResult runLocal(StepPlan.Local step, Bytes data) throws DefinitionFault {
    check("local:" + step.name());
    Bytes changed = text(text(data) + "+" + step.name());
    return refused.contains(step.name())
        ? new FunctionResult(
            changed, Optional.of(new FunctionResult.Refusal("TOO_MUCH", "more than that")))
        : new FunctionResult(changed, Optional.empty());
  }

  @Override
  public WakeTime wakeTime(StepPlan.Sleep step, Bytes data, long nowMs) throws DefinitionFault {
    check("sleep:" + step.name());
    return wakeTimes.getOrDefault(step.name(), new WakeTime(nowMs + SLEEP_MS, false));
  }

  /** A signal {@code no} is refused. */
  @Override
  public FunctionResult applySignal(StepPlan.Signal step, Bytes data, Bytes signal)
      throws DefinitionFault {
    check("signal:" + step.name());
    Bytes changed = changed(data, signal);
    return text(signal).equals("no")
        ? new FunctionResult(
            changed, Optional.of(new FunctionResult.Refusal("NOT_APPROVED", "said no")))
        : new FunctionResult(changed, Optional.empty());
  }

  private void check(String function) throws DefinitionFault {
    if (faults.contains(function)) {
      throw new DefinitionFault("The function " + function + " threw");
    }
  }
}
