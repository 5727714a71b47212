package dev.sagas.chaos.load;

import dev.sagas.client.SagaClient;
import dev.sagas.client.SignalReceipt;
import dev.sagas.client.StartReceipt;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SignalName;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;

/**
 * Clients that start sagas at a steady rate, and signal them some time later.
 *
 * <ul>
 *   <li>What Kafka does not acknowledge is sent again, a start with the same id, until it is
 *       acknowledged or its saga has ended.
 *   <li>No saga is started while {@value #MAX_LIVE} are in flight.
 * </ul>
 */
final class ClientLoad implements AutoCloseable {
  private static final int MAX_LIVE = 5_000;
  private static final long RETRY_MS = 500;
  private static final String START = "start a saga";
  private static final String SIGNAL = "signal a saga";

  private final LoadSettings settings;
  private final List<ChaosShape> shapes;
  private final SagaClient client;
  private final StartedSagas sagas;
  private final ClientErrors errors;
  private final ClientThread starts;
  private final ClientThread signals;
  private long next;
  private volatile boolean starting = true;

  ClientLoad(LoadSettings settings, SagaClient client, StartedSagas sagas, ClientErrors errors) {
    this.settings = settings;
    this.shapes = ChaosDefinitions.shapes(settings.seed());
    this.client = client;
    this.sagas = sagas;
    this.errors = errors;
    this.starts = new ClientThread("starts", errors);
    this.signals = new ClientThread("signals", errors);
  }

  void start() {
    long intervalNanos = (long) (TimeUnit.SECONDS.toNanos(1) / settings.sagasPerSecond());
    starts.repeat(intervalNanos, START, this::startNext);
  }

  /** Starts no further saga; what is not acknowledged is still sent again. */
  void stopStarting() {
    starting = false;
  }

  private void startNext() {
    if (!starting || sagas.liveCount() >= MAX_LIVE) {
      return;
    }
    SagaPlan plan = SagaPlan.of(shapes, settings.seed(), next);
    next++;
    sagas.begin(plan);
    send(plan);
    plan.repeatedAfterMs().ifPresent(delayMs -> starts.later(delayMs, START, () -> send(plan)));
    for (SagaPlan.PlannedSignal signal : plan.signals()) {
      if (signal.sent()) {
        signals.later(
            signal.afterMs(), SIGNAL, () -> signal(plan.id(), signal.name(), signal.value()));
      }
    }
  }

  private void send(SagaPlan plan) {
    CompletableFuture<StartReceipt> unused =
        client
            .start(plan.start())
            .whenComplete(
                (receipt, problem) -> {
                  if (problem == null) {
                    sagas.acknowledge(plan.id());
                  } else {
                    errors.count(START, problem);
                    starts.later(RETRY_MS, START, () -> send(plan));
                  }
                });
  }

  private void signal(SagaId saga, SignalName name, SpecificRecord value) {
    CompletableFuture<SignalReceipt> unused =
        client
            .signal(saga, name, value)
            .whenComplete(
                (receipt, problem) -> {
                  if (problem != null) {
                    errors.count(SIGNAL, problem);
                    if (sagas.isLive(saga)) {
                      signals.later(RETRY_MS, SIGNAL, () -> signal(saga, name, value));
                    }
                  }
                });
  }

  /** Sends each saga all that it may wait for, so that it can continue. */
  void signalAll(List<SagaPlan> plans) {
    for (SagaPlan plan : plans) {
      for (SagaPlan.PlannedSignal signal : plan.signals()) {
        signals.later(0, SIGNAL, () -> signal(plan.id(), signal.name(), signal.goodValue()));
      }
    }
  }

  @Override
  public void close() {
    starts.close();
    signals.close();
    client.close();
  }
}
