package dev.sagas.chaos.load;

import dev.sagas.client.SagaClient;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.protocol.SagaId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Starts, signals and operates the sagas of {@link ChaosDefinitions} against a running deployment.
 *
 * <ul>
 *   <li>What it does follows from the seed; when it does it does not.
 *   <li>No error of a client ends it: errors are counted, and what was to be sent is sent again.
 *   <li>The ids of its sagas are {@code c-<seed>-<number>}; a deployment takes each seed once.
 * </ul>
 */
public final class ChaosLoad implements AutoCloseable {
  private static final long WAIT_MS = 250;

  /** Sagas that have not ended by themselves after that time get help, again and again. */
  private static final Duration HELP_AFTER = Duration.ofSeconds(15);

  private final StartedSagas sagas;
  private final ClientErrors errors;
  private final OutcomeFollower outcomes;
  private final Thread follower;
  private final ClientLoad clients;
  private final OperatorLoad operator;

  private ChaosLoad(LoadSettings settings, OutcomeFollower outcomes, ClientErrors errors) {
    this.errors = errors;
    this.outcomes = outcomes;
    this.sagas = new StartedSagas(steadyClock(), outcomes.partitionCount());
    this.clients =
        new ClientLoad(
            settings, SagaClient.connect(settings.clients(), settings.topics()), sagas, errors);
    this.operator =
        new OperatorLoad(
            Deployment.of(settings.clients()).withTopics(settings.topics()),
            sagas,
            errors,
            settings.seed());
    this.follower = outcomes.start(sagas);
  }

  /**
   * Begins; the orchestrators must have been ready once, so that all topics exist.
   *
   * @throws org.apache.kafka.common.KafkaException if the brokers do not answer
   */
  public static ChaosLoad start(LoadSettings settings) {
    ClientErrors errors = new ClientErrors();
    ChaosLoad load =
        new ChaosLoad(
            settings, new OutcomeFollower(settings.clients(), settings.topics(), errors), errors);
    load.clients.start();
    load.operator.start();
    return load;
  }

  /** Epoch ms at the start, and elapsed time from then on: never steps. */
  private static LongSupplier steadyClock() {
    long originMs = System.currentTimeMillis();
    long originNanos = System.nanoTime();
    return () -> originMs + (System.nanoTime() - originNanos) / 1_000_000;
  }

  /** Starts no further sagas, and leaves those in flight to their clients. */
  public void stopStarting() {
    clients.stopStarting();
    operator.stopActing();
  }

  /**
   * Starts no further sagas, and waits until all have an outcome.
   *
   * <ul>
   *   <li>Sagas that do not end by themselves are resumed and retried, and get the signals that
   *       they may wait for.
   * </ul>
   *
   * @return false if some have none after that time, see {@link #unsettled()}
   */
  public boolean awaitSettled(Duration limit) throws InterruptedException {
    stopStarting();
    long beganNanos = System.nanoTime();
    long helpNanos = beganNanos + HELP_AFTER.toNanos();
    while (sagas.liveCount() > 0) {
      if (System.nanoTime() - beganNanos > limit.toNanos()) {
        return false;
      }
      if (System.nanoTime() - helpNanos > 0) {
        List<SagaPlan> live = sagas.live();
        clients.signalAll(live);
        operator.unblock(live.stream().map(SagaPlan::id).toList());
        helpNanos = System.nanoTime() + HELP_AFTER.toNanos();
      }
      sagas.awaitEnds(WAIT_MS);
    }
    return true;
  }

  /** The sagas without an outcome. */
  public Set<SagaId> unsettled() {
    return sagas.live().stream().map(SagaPlan::id).collect(Collectors.toUnmodifiableSet());
  }

  /** The sagas whose request Kafka has acknowledged: each must have a record in the topic. */
  public Set<SagaId> acknowledgedStarts() {
    return sagas.acknowledged();
  }

  /** How long no saga ended, up to now. */
  public OutcomePauses pauses() {
    return sagas.pauses();
  }

  /** What became of the sagas up to now. */
  public LoadReport report() {
    return sagas.report(errors, operator);
  }

  /** Ends all clients; what is in flight is left to the deployment. */
  @Override
  public void close() {
    operator.close();
    clients.close();
    outcomes.close();
    OutcomeFollower.join(follower);
  }
}
