package dev.sagas.client;

import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.TopicNames;
import dev.sagas.schema.SagaOutcome;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Starts sagas and awaits their outcome, over Kafka alone.
 *
 * <ul>
 *   <li>Thread-safe; one client serves a whole process.
 *   <li>A call may block while the client first meets a topic or a schema; what goes wrong is told
 *       by the future, never thrown.
 *   <li>A client sees the outcomes that are written after {@link #outcomeOf} returned: ask before
 *       the start, or use {@link #startAndAwait}.
 *   <li>Futures complete on the common pool. Closing the client completes those that are still open
 *       with {@link java.util.concurrent.CancellationException}.
 * </ul>
 */
public final class SagaClient implements AutoCloseable {
  private SagaClient() {}

  /**
   * Connects with the prefix in {@code saga.topic.prefix}, none by default.
   *
   * @param config settings of the Kafka clients and of the registry: at least {@code
   *     bootstrap.servers} and {@code schema.registry.url}; a setting that starts with {@code
   *     consumer.} or {@code producer.} goes to that client alone
   */
  public static SagaClient connect(Map<String, ?> config) {
    return connect(config, TopicNames.DEFAULT);
  }

  /** Connects to topics of these names. */
  public static SagaClient connect(Map<String, ?> config, TopicNames topics) {
    return new SagaClient();
  }

  /**
   * Requests a saga.
   *
   * <ul>
   *   <li>Completes when Kafka has acknowledged the request; starting twice is harmless.
   *   <li>The schema of the data is registered when its class is first used.
   * </ul>
   */
  public CompletableFuture<StartReceipt> start(SagaStart start) {
    return CompletableFuture.failedFuture(new UnsupportedOperationException());
  }

  /**
   * The outcome of this saga's next run to end.
   *
   * <ul>
   *   <li>An outcome that was written before this call is not seen.
   *   <li>Waits without limit; cancelling the future frees its place.
   *   <li>Fails with {@link IllegalStateException} when too many are waiting.
   * </ul>
   */
  public CompletableFuture<SagaOutcome> outcomeOf(SagaId sagaId) {
    return CompletableFuture.failedFuture(new UnsupportedOperationException());
  }

  /** The same, failing with {@link java.util.concurrent.TimeoutException} after this time. */
  public CompletableFuture<SagaOutcome> outcomeOf(SagaId sagaId, Duration timeout) {
    return CompletableFuture.failedFuture(new UnsupportedOperationException());
  }

  /**
   * Starts a saga and awaits its outcome; asks for the outcome before the start, so that it cannot
   * be missed.
   *
   * <ul>
   *   <li>With {@link SagaStart#wantAnswer()}, fails with {@link StartRefusedException} as soon as
   *       the orchestrator answers that there will be no outcome of this request.
   *   <li>Without, a request that conflicts with an ended saga waits for the time-out.
   * </ul>
   */
  public CompletableFuture<SagaOutcome> startAndAwait(SagaStart start, Duration timeout) {
    return CompletableFuture.failedFuture(new UnsupportedOperationException());
  }

  /** Completes open futures exceptionally and leaves. */
  @Override
  public void close() {}
}
