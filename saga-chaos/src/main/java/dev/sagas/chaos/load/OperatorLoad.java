package dev.sagas.chaos.load;

import dev.sagas.dev.checker.AcknowledgedAction;
import dev.sagas.engine.core.OperationKind;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.operate.action.Answer;
import dev.sagas.operate.action.OperationSeries;
import dev.sagas.operate.action.Operations;
import dev.sagas.protocol.SagaId;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.KafkaException;

/**
 * An operator who acts on sagas at random, and remembers what was acknowledged as applied.
 *
 * <ul>
 *   <li>Every pause is followed by a resume, which is sent until its result is known.
 *   <li>Any other action whose result is not known is sent again with the same id, up to {@value
 *       #MAX_TRIES} times in all.
 * </ul>
 */
final class OperatorLoad implements AutoCloseable {
  private static final int MAX_TRIES = 3;
  private static final long AGAIN_MS = 500;
  private static final int MEAN_INTERVAL_MS = 1_500;
  private static final int MAX_PAUSE_MS = 4_000;
  private static final String ACT = "act on a saga";
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
  private static final List<OperationKind> KINDS =
      List.of(
          OperationKind.PAUSE,
          OperationKind.PAUSE,
          OperationKind.PAUSE,
          OperationKind.RETRY,
          OperationKind.RETRY,
          OperationKind.CANCEL,
          OperationKind.COMPENSATE);
  private static final IsApplied IS_APPLIED = new IsApplied();

  private final Deployment deployment;
  private final StartedSagas sagas;
  private final ClientErrors errors;
  private final long seed;
  private final SplittableRandom random;
  private final ClientThread thread;
  private final List<AcknowledgedAction> acknowledged = new CopyOnWriteArrayList<>();
  private final AtomicLong count = new AtomicLong();
  private volatile boolean acting = true;

  OperatorLoad(Deployment deployment, StartedSagas sagas, ClientErrors errors, long seed) {
    this.deployment = deployment;
    this.sagas = sagas;
    this.errors = errors;
    this.seed = seed;
    this.random = new SplittableRandom(ParticipantChoice.mixed(seed, "operator"));
    this.thread = new ClientThread("operator", errors);
  }

  /** Begins to act. */
  void start() {
    thread.later(random.nextInt(2 * MEAN_INTERVAL_MS), ACT, this::act);
  }

  /** Does nothing at random any more; pauses are still ended. */
  void stopActing() {
    acting = false;
  }

  private void act() {
    if (!acting) {
      return;
    }
    thread.later(random.nextInt(2 * MEAN_INTERVAL_MS), ACT, this::act);
    OperationKind kind = KINDS.get(random.nextInt(KINDS.size()));
    sagas.anyLive(random.nextInt()).ifPresent(saga -> act(saga, kind));
  }

  private void act(SagaId saga, OperationKind kind) {
    if (kind == OperationKind.PAUSE) {
      thread.later(
          random.nextInt(MAX_PAUSE_MS),
          ACT,
          () -> submit(operation(saga, OperationKind.RESUME), 1));
    }
    submit(operation(saga, kind), 1);
  }

  private void submit(SagaInput.Operation operation, int tries) {
    Answer answer = answer(operation);
    note(operation.sagaId(), operation.operationId(), answer);
    boolean again = operation.kind() == OperationKind.RESUME || tries < MAX_TRIES;
    if (answer instanceof Answer.Unknown && again && sagas.isLive(operation.sagaId())) {
      thread.later(AGAIN_MS, ACT, () -> submit(operation, tries + 1));
    }
  }

  private Answer answer(SagaInput.Operation operation) {
    try {
      return Operations.of(deployment).submit(operation, ANSWER_LIMIT).answer();
    } catch (DeploymentException | KafkaException e) {
      errors.count(ACT, e);
      return new Answer.Unknown("It was not sent");
    }
  }

  private void note(SagaId saga, String operationId, Answer answer) {
    if (answer.accept(IS_APPLIED)) {
      acknowledged.add(new AcknowledgedAction(saga, operationId));
    }
  }

  private SagaInput.Operation operation(SagaId saga, OperationKind kind) {
    String id = "op-" + seed + "-" + count.incrementAndGet();
    return new SagaInput.Operation(
        saga,
        kind,
        new SagaInput.OperatorOrder(id, "chaos", "chosen by the seed"),
        SagaInput.OperationSubject.SAGA,
        false);
  }

  /** Does to all sagas what may help them to end: resumes and retries them. */
  void unblock(List<SagaId> ids) {
    errors
        .counting(
            "unblock sagas",
            () -> {
              toAll(ids, OperationKind.RESUME);
              toAll(ids, OperationKind.RETRY);
            })
        .run();
  }

  private void toAll(List<SagaId> ids, OperationKind kind) {
    List<SagaInput.Operation> operations = ids.stream().map(id -> operation(id, kind)).toList();
    Map<SagaId, String> sent = new HashMap<>();
    operations.forEach(operation -> sent.put(operation.sagaId(), operation.operationId()));
    new OperationSeries(deployment, Clock.systemUTC(), ANSWER_LIMIT)
        .run(
            operations.stream().map(OperationSeries::operation).iterator(),
            new OperationSeries.Listener() {
              @Override
              public void answered(SagaId saga, Answer answer) {
                note(saga, sent.getOrDefault(saga, ""), answer);
              }

              @Override
              public boolean isStopped() {
                return false;
              }
            });
  }

  List<AcknowledgedAction> acknowledged() {
    return List.copyOf(acknowledged);
  }

  @Override
  public void close() {
    thread.close();
  }

  /** Whether a transition applied it. */
  private static final class IsApplied implements Answer.Visitor<Boolean> {
    @Override
    public Boolean applied(Answer.Applied answer) {
      return true;
    }

    @Override
    public Boolean dryRun(Answer.DryRun answer) {
      return false;
    }

    @Override
    public Boolean duplicate(Answer.Duplicate answer) {
      return true;
    }

    @Override
    public Boolean refused(Answer.Refused answer) {
      return false;
    }

    @Override
    public Boolean stopped(Answer.Stopped answer) {
      return false;
    }

    @Override
    public Boolean parked(Answer.Parked answer) {
      return false;
    }

    @Override
    public Boolean unknown(Answer.Unknown answer) {
      return false;
    }
  }
}
