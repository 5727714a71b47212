package dev.sagas.dev.bench;

import dev.sagas.client.SagaClient;
import dev.sagas.client.SagaStart;
import dev.sagas.schema.SagaOutcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Starts sagas by the client's library, and awaits their outcomes with it. */
final class ClientStarter implements SagaStarter {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final SagaClient client;
  private final SagaLedger ledger;
  private final String type;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  ClientStarter(BenchCluster cluster, SagaLedger ledger, String type) {
    this.client = SagaClient.connect(cluster.clientConfig());
    this.ledger = ledger;
    this.type = type;
  }

  @Override
  public void start(long intendedNanos) {
    Throwable failed = failure.get();
    if (failed != null) {
      throw new BenchFailure("Expected the client to see each outcome, but " + failed, failed);
    }
    long number = ledger.start(intendedNanos);
    String id = SagaLedger.id(number);
    CompletableFuture<SagaOutcome> unused =
        client
            .startAndAwait(SagaStart.of(type, id, SagaStarter.trip(id, number)), LIMIT)
            .whenComplete(
                (outcome, failedOne) -> {
                  if (failedOne != null) {
                    failure.compareAndSet(null, failedOne);
                  }
                });
  }

  @Override
  public void close() {
    client.close();
  }
}
