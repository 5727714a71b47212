package dev.sagas.orchestrator.core;

import dev.sagas.definition.RetryPolicy;
import dev.sagas.protocol.ParticipantName;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.StepName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A definition for tests: data, commands and replies are text, and every function can be made to
 * fail.
 */
final class ScriptedSaga implements ExecutableSaga {
  static final SagaType TYPE = new SagaType("order");
  static final long TIMEOUT_MS = 1_000;
  static final long UNDO_TIMEOUT_MS = 2_000;

  /** Three attempts, 100 ms and 200 ms apart. */
  static final RetryPolicy THREE =
      RetryPolicy.exponential()
          .withMaxAttempts(3)
          .withInitialBackoff(Duration.ofMillis(100))
          .withJitter(0);

  private final int version;
  private final Optional<Duration> deadline;
  private final List<StepPlan> steps;

  /** What fails: {@code command:a}, {@code compensation:a} or {@code reply:a}. */
  private final Set<String> faults = new HashSet<>();

  ScriptedSaga(int version, Optional<Duration> deadline, List<StepPlan> steps) {
    this.version = version;
    this.deadline = deadline;
    this.steps = List.copyOf(steps);
  }

  static ScriptedSaga of(StepPlan... steps) {
    return new ScriptedSaga(1, Optional.empty(), List.of(steps));
  }

  static ScriptedSaga withDeadline(long deadlineMs, StepPlan... steps) {
    return new ScriptedSaga(1, Optional.of(Duration.ofMillis(deadlineMs)), List.of(steps));
  }

  /** A step that can be undone. */
  static StepPlan step(String name) {
    return plan(name, Optional.of(new StepPlan.Tries(THREE, UNDO_TIMEOUT_MS)), false, false);
  }

  /** A step whose undo wants the reply. */
  static StepPlan keeping(String name) {
    return plan(name, Optional.of(new StepPlan.Tries(THREE, UNDO_TIMEOUT_MS)), true, false);
  }

  /** A step that has nothing to undo. */
  static StepPlan plain(String name) {
    return plan(name, Optional.empty(), false, false);
  }

  static StepPlan pivot(String name) {
    return plan(name, Optional.empty(), false, true);
  }

  private static StepPlan plan(
      String name, Optional<StepPlan.Tries> undo, boolean keepsReply, boolean pivot) {
    return new StepPlan(
        new StepName(name),
        new ParticipantName("shop"),
        new StepPlan.Tries(THREE, TIMEOUT_MS),
        undo,
        keepsReply,
        pivot);
  }

  static Bytes text(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }

  static String text(Bytes bytes) {
    return new String(bytes.array(), StandardCharsets.UTF_8);
  }

  void breakFunction(String function) {
    faults.add(function);
  }

  void mendFunction(String function) {
    faults.remove(function);
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
  public List<StepPlan> steps() {
    return steps;
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
  public Bytes command(StepPlan step, Bytes data) throws DefinitionFault {
    check("command:" + step.name());
    return text("do " + step.name() + " with " + text(data));
  }

  @Override
  public Bytes compensation(StepPlan step, Bytes data, Optional<Bytes> reply)
      throws DefinitionFault {
    check("compensation:" + step.name());
    return text("undo " + step.name() + " after " + reply.map(ScriptedSaga::text).orElse("-"));
  }

  /** A reply {@code data=x} makes x the data. */
  @Override
  public Bytes applyReply(StepPlan step, Bytes data, SagaInput.Reply reply) throws DefinitionFault {
    check("reply:" + step.name());
    String answer = text(reply.payload());
    return answer.startsWith("data=") ? text(answer.substring("data=".length())) : data;
  }

  private void check(String function) throws DefinitionFault {
    if (faults.contains(function)) {
      throw new DefinitionFault("The function " + function + " threw");
    }
  }
}
