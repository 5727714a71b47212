package dev.sagas.operate.why;

import dev.sagas.definition.OnCompensationFailure;
import dev.sagas.definition.OnTimeout;
import dev.sagas.definition.RetryPolicy;
import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.ExecutableSaga;
import dev.sagas.engine.core.FunctionResult;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.core.SagaPlan;
import dev.sagas.engine.core.StepPlan;
import dev.sagas.operate.query.PublishedSaga;
import dev.sagas.protocol.ParticipantName;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.SignalName;
import dev.sagas.protocol.StepName;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A definition of which only the published structure is at hand, for previews.
 *
 * <ul>
 *   <li>Its functions do nothing: conditions hold, commands are empty, data does not change.
 * </ul>
 */
final class PublishedStructure implements ExecutableSaga {
  private static final long UNKNOWN_TIMEOUT_MS = 60_000;

  private final PublishedSaga published;
  private final SagaPlan plan;

  private PublishedStructure(PublishedSaga published, SagaPlan plan) {
    this.published = published;
    this.plan = plan;
  }

  /** The structure; empty if a newer version published something that this one does not know. */
  static Optional<ExecutableSaga> of(PublishedSaga published) {
    boolean known =
        published.steps().stream().allMatch(step -> PublishedKind.isKnown(step.kind()))
            && policy(published).isPresent()
            && !published.steps().isEmpty();
    return known
        ? Optional.of(new PublishedStructure(published, plan(published)))
        : Optional.empty();
  }

  private static Optional<OnCompensationFailure> policy(PublishedSaga published) {
    for (OnCompensationFailure policy : OnCompensationFailure.values()) {
      if (policy.name().equals(published.onCompensationFailure())) {
        return Optional.of(policy);
      }
    }
    return Optional.empty();
  }

  private static SagaPlan plan(PublishedSaga published) {
    return new SagaPlan(
        published.stages().stream().map(PublishedStructure::stage).toList(),
        policy(published).orElseThrow());
  }

  private static SagaPlan.Stage stage(PublishedSaga.Stage stage) {
    return new SagaPlan.Stage(
        stage.group().map(StepName::new),
        stage.branches().stream().map(PublishedStructure::branch).toList(),
        stage.undoInParallel());
  }

  private static SagaPlan.Branch branch(PublishedSaga.Branch branch) {
    return new SagaPlan.Branch(
        new StepName(branch.name()),
        branch.steps().stream().map(PublishedStructure::step).toList());
  }

  private static StepPlan step(PublishedSaga.Step step) {
    StepName name = new StepName(step.name());
    return switch (PublishedKind.of(step.kind())) {
      case COMMAND -> command(name, step);
      case LOCAL -> new StepPlan.Local(name, step.conditional());
      case SLEEP -> new StepPlan.Sleep(name, step.conditional());
      case SIGNAL, APPROVAL ->
          new StepPlan.Signal(
              name,
              step.conditional(),
              new SignalName(step.on().orElse(step.name())),
              step.record().orElse(""),
              step.timeoutMs(),
              OnTimeout.INCIDENT);
    };
  }

  private static StepPlan command(StepName name, PublishedSaga.Step step) {
    long timeoutMs = step.timeoutMs().orElse(UNKNOWN_TIMEOUT_MS);
    RetryPolicy policy =
        RetryPolicy.exponential()
            .withMaxAttempts(step.maxAttempts().orElse(RetryPolicy.DEFAULT_MAX_ATTEMPTS));
    return new StepPlan.Command(
        name,
        step.conditional(),
        new ParticipantName(step.on().orElse("unknown")),
        new StepPlan.Tries(policy, timeoutMs),
        step.compensation().map(undo -> new StepPlan.Tries(RetryPolicy.exponential(), timeoutMs)),
        false,
        step.pivot(),
        OptionalLong.empty());
  }

  @Override
  public SagaType type() {
    return published.type();
  }

  @Override
  public int version() {
    return published.version();
  }

  @Override
  public String dataType() {
    return published.dataType();
  }

  @Override
  public SagaPlan plan() {
    return plan;
  }

  @Override
  public Optional<Duration> deadline() {
    return published.deadlineMs().isPresent()
        ? Optional.of(Duration.ofMillis(published.deadlineMs().getAsLong()))
        : Optional.empty();
  }

  @Override
  public Optional<String> problemWith(Bytes payload) {
    return Optional.empty();
  }

  @Override
  public boolean condition(StepPlan step, Bytes data) {
    return true;
  }

  @Override
  public Bytes command(StepPlan.Command step, Bytes data) {
    return Bytes.EMPTY;
  }

  @Override
  public Bytes compensation(StepPlan.Command step, Bytes data, Optional<Bytes> reply) {
    return Bytes.EMPTY;
  }

  @Override
  public Bytes applyReply(StepPlan.Command step, Bytes data, SagaInput.Reply reply) {
    return data;
  }

  @Override
  public FunctionResult runLocal(StepPlan.Local step, Bytes data) {
    return new FunctionResult(data, Optional.empty());
  }

  @Override
  public WakeTime wakeTime(StepPlan.Sleep step, Bytes data, long nowMs) {
    long sleepMs =
        published.steps().stream()
            .filter(each -> each.name().equals(step.name().value()))
            .mapToLong(each -> each.sleepMs().orElse(0))
            .findFirst()
            .orElse(0);
    return new WakeTime(nowMs + sleepMs, false);
  }

  @Override
  public FunctionResult applySignal(StepPlan.Signal step, Bytes data, Bytes signal) {
    return new FunctionResult(data, Optional.empty());
  }
}
