package dev.sagas.chaos.load;

import dev.sagas.client.SagaClient;
import dev.sagas.client.SagaStart;
import dev.sagas.client.StartReceipt;
import dev.sagas.protocol.KeyPartition;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaType;
import dev.sagas.samples.schema.chaos.ChaosData;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Starts a {@link SteadySaga} in each partition in turn, at a steady rate.
 *
 * <ul>
 *   <li>What Kafka does not acknowledge is sent again.
 * </ul>
 */
public final class SteadyLoad implements AutoCloseable {
  private static final String START = "start a saga";
  private static final long RETRY_MS = 200;
  private static final int MAX_UNACKNOWLEDGED = 10_000;

  private final ClientErrors errors = new ClientErrors();
  private final ClientThread thread = new ClientThread("steady-load", errors);
  private final SagaClient client;
  private final int partitions;
  private final AtomicLong started = new AtomicLong();
  private volatile boolean isStarting = true;
  private long numbers;

  private SteadyLoad(SagaClient client, int partitions) {
    this.client = client;
    this.partitions = partitions;
  }

  /** Connects, and starts nothing yet. */
  public static SteadyLoad connect(Map<String, Object> clients, int partitions) {
    return new SteadyLoad(SagaClient.connect(clients), partitions);
  }

  /** Starts so many sagas that only wait, and returns when Kafka has acknowledged them. */
  public void startWaiting(int sagas) throws InterruptedException {
    Semaphore free = new Semaphore(MAX_UNACKNOWLEDGED);
    for (int number = 0; number < sagas; number++) {
      free.acquire();
      send(start(WaitingSaga.NUMBER, new SagaId("w-" + number), number), free::release);
    }
    free.acquire(MAX_UNACKNOWLEDGED);
  }

  /** Begins to start sagas that end. */
  public void begin(double sagasPerSecond) {
    thread.repeat((long) (TimeUnit.SECONDS.toNanos(1) / sagasPerSecond), START, this::startNext);
  }

  private void startNext() {
    if (!isStarting) {
      return;
    }
    int partition = (int) (started.getAndIncrement() % partitions);
    SagaId id = new SagaId("s-" + numbers++);
    while (KeyPartition.of(id, partitions) != partition) {
      id = new SagaId("s-" + numbers++);
    }
    send(start(SteadySaga.NUMBER, id, numbers), () -> {});
  }

  private static SagaStart start(int definition, SagaId id, long number) {
    ChaosData data = new ChaosData(id.value(), number, 1, 0, 0, 0);
    return SagaStart.of(new SagaType(ChaosShape.typeOf(definition)), id, data);
  }

  private void send(SagaStart start, Runnable acknowledged) {
    CompletableFuture<StartReceipt> unused =
        client
            .start(start)
            .whenComplete(
                (receipt, problem) -> {
                  if (problem == null) {
                    acknowledged.run();
                  } else {
                    errors.count(START, problem);
                    thread.later(RETRY_MS, START, () -> send(start, acknowledged));
                  }
                });
  }

  /** Starts no further saga; what is not acknowledged is still sent again. */
  public void stopStarting() {
    isStarting = false;
  }

  /** How many sagas were started that end. */
  public long started() {
    return started.get();
  }

  /** Ends, with all that was not acknowledged. */
  @Override
  public void close() {
    thread.close();
    client.close();
  }
}
