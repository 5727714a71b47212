package dev.sagas.client;

import dev.sagas.protocol.ClientSettings;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SignalName;
import dev.sagas.protocol.TopicNames;
import dev.sagas.schema.ApprovalDecision;
import dev.sagas.schema.SagaOutcome;
import dev.sagas.schema.SagaStartAnswer;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.SubjectStrategy;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts sagas, signals them and awaits their outcome, using only Kafka and the schema registry.
 *
 * <ul>
 *   <li>Thread-safe; one client serves a whole process.
 *   <li>A call may block at the first use of a topic or a schema; errors are reported by the
 *       future, never thrown.
 *   <li>A client sees the outcomes that are written after {@link #outcomeOf} returned: call it
 *       before the start, or use {@link #startAndAwait}.
 *   <li>Futures complete on threads of the client. Closing the client completes those that are
 *       still open with {@link java.util.concurrent.CancellationException}.
 * </ul>
 */
public final class SagaClient implements AutoCloseable {
  /** The most futures that may wait for outcomes at once, and as many for answers. */
  public static final int MAX_WAITING = 100_000;

  private static final Logger LOG = LoggerFactory.getLogger(SagaClient.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  private final AvroCodec codec;
  private final SagaRecords records;
  private final SignalSender signals;
  private final Producer<byte[], byte[]> producer;
  private final Completions completions;
  private final Inbox inbox;

  private SagaClient(Map<String, ?> settings, TopicNames topics) {
    this.codec = AvroCodec.create(settings, SubjectStrategy.RECORD_NAME);
    this.producer = ClientConnections.producer(settings);
    this.completions = new Completions(Brokers.of(settings)::named);
    this.records = new SagaRecords(codec, topics);
    this.signals = new SignalSender(records, producer, completions);
    this.inbox = new Inbox(codec, topics, () -> ClientConnections.consumer(settings), completions);
  }

  /**
   * Connects with the prefix in {@code saga.topic.prefix}, none by default.
   *
   * @param config settings of the Kafka clients and of the registry: at least {@code
   *     bootstrap.servers} and {@code schema.registry.url}; a setting that starts with {@code
   *     consumer.} or {@code producer.} applies to that client only
   * @throws org.apache.kafka.common.KafkaException if the settings do not fit
   */
  public static SagaClient connect(Map<String, ?> config) {
    return connect(config, ClientSettings.topics(config));
  }

  /** Connects to topics of these names. */
  public static SagaClient connect(Map<String, ?> config, TopicNames topics) {
    return new SagaClient(Map.copyOf(config), topics);
  }

  /**
   * Starts a saga.
   *
   * <ul>
   *   <li>Completes when Kafka has acknowledged the request; starting twice is harmless.
   *   <li>The schema of the data is registered when it is first used.
   * </ul>
   */
  public CompletableFuture<StartReceipt> start(SagaStart start) {
    String requestId = UUID.randomUUID().toString();
    CompletableFuture<SagaStartAnswer> answer =
        start.answerWanted()
            ? inbox.answer(requestId)
            : CompletableFuture.failedFuture(
                new IllegalStateException("Expected wantAnswer() before the start"));
    CompletableFuture<StartReceipt> receipt = new CompletableFuture<>();
    try {
      Future<?> unused =
          producer.send(
              records.start(start, requestId),
              (position, problem) -> {
                if (problem == null) {
                  completions.complete(
                      receipt,
                      () ->
                          new StartReceipt(
                              start.sagaId(),
                              position.topic(),
                              position.partition(),
                              position.offset(),
                              requestId,
                              answer));
                } else {
                  fail(receipt, answer, problem);
                }
              });
    } catch (KafkaException | IllegalStateException e) {
      fail(receipt, answer, e);
    }
    return receipt;
  }

  /**
   * The outcome of this saga's next run to end.
   *
   * <ul>
   *   <li>An outcome that was written before this call is not seen.
   *   <li>Waits without limit; cancelling the future frees its slot.
   *   <li>Fails with {@link IllegalStateException} if {@value #MAX_WAITING} are already waiting.
   * </ul>
   */
  public CompletableFuture<SagaOutcome> outcomeOf(SagaId sagaId) {
    return inbox.outcome(sagaId.value());
  }

  /** The same, failing with {@link java.util.concurrent.TimeoutException} after this time. */
  public CompletableFuture<SagaOutcome> outcomeOf(SagaId sagaId, Duration timeout) {
    return outcomeOf(sagaId).orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The same for the saga of this id. */
  public CompletableFuture<SagaOutcome> outcomeOf(String sagaId, Duration timeout) {
    return outcomeOf(new SagaId(sagaId), timeout);
  }

  /**
   * An outcome with the data of its saga decoded.
   *
   * <ul>
   *   <li>Calls the registry when the schema of the data is new to this client.
   *   <li>The package of {@code dataType} is trusted from then on.
   * </ul>
   *
   * @throws SerializationException if the data does not fit the class, or the registry does not
   *     answer
   */
  public <D extends SpecificRecord> SagaResult<D> resultOf(SagaOutcome outcome, Class<D> dataType) {
    return inbox.result(outcome, dataType);
  }

  /**
   * Starts a saga and awaits its outcome; asks for the outcome before the start, so that it cannot
   * be missed.
   *
   * <ul>
   *   <li>With {@link SagaStart#wantAnswer()}, fails with {@link StartRefusedException} as soon as
   *       the orchestrator answers that this request will have no outcome.
   *   <li>Without it, the call waits until the time-out if the request conflicts with another one
   *       or its saga has already ended.
   * </ul>
   */
  public CompletableFuture<SagaOutcome> startAndAwait(SagaStart start, Duration timeout) {
    CompletableFuture<SagaOutcome> outcome = outcomeOf(start.sagaId(), timeout);
    if (outcome.isCompletedExceptionally()) {
      return outcome;
    }
    CompletableFuture<StartReceipt> unused =
        start(start)
            .whenComplete(
                (receipt, problem) -> {
                  if (problem != null) {
                    outcome.completeExceptionally(problem);
                  } else if (start.answerWanted()) {
                    giveUpIfRefused(outcome, receipt.answer());
                  }
                });
    return outcome;
  }

  /** The same, with the data of the saga decoded as {@link #resultOf} does. */
  public <D extends SpecificRecord> CompletableFuture<SagaResult<D>> startAndAwait(
      SagaStart start, Duration timeout, Class<D> dataType) {
    return startAndAwait(start, timeout).thenApply(outcome -> resultOf(outcome, dataType));
  }

  /**
   * Sends a signal to a saga.
   *
   * <ul>
   *   <li>Completes when Kafka has acknowledged the signal, whether or not a saga waits for it: an
   *       early signal is kept for its step.
   *   <li>Not deduplicated by the client. A saga that has continued only notes a repeated signal in
   *       its journal; one that awaits the same signal again takes it.
   *   <li>The schema of the signal is registered when it is first used.
   * </ul>
   */
  public CompletableFuture<SignalReceipt> signal(
      SagaId sagaId, SignalName name, SpecificRecord signal) {
    return signals.send(sagaId, name, signal);
  }

  /** The same, with names as text. */
  public CompletableFuture<SignalReceipt> signal(
      String sagaId, String name, SpecificRecord signal) {
    return signal(new SagaId(sagaId), new SignalName(name), signal);
  }

  /**
   * Sends an approval; {@code approval} is the step's name unless its definition names another
   * signal.
   */
  public CompletableFuture<SignalReceipt> approve(
      SagaId sagaId, SignalName approval, String decidedBy) {
    return signal(sagaId, approval, new ApprovalDecision(true, decidedBy, null));
  }

  /** The same, with names as text. */
  public CompletableFuture<SignalReceipt> approve(
      String sagaId, String approval, String decidedBy) {
    return approve(new SagaId(sagaId), new SignalName(approval), decidedBy);
  }

  /** Sends a negative decision, which rejects the step. */
  public CompletableFuture<SignalReceipt> decline(
      SagaId sagaId, SignalName approval, String decidedBy, String reason) {
    return signal(sagaId, approval, new ApprovalDecision(false, decidedBy, reason));
  }

  /** The same, with names as text. */
  public CompletableFuture<SignalReceipt> decline(
      String sagaId, String approval, String decidedBy, String reason) {
    return decline(new SagaId(sagaId), new SignalName(approval), decidedBy, reason);
  }

  /**
   * Completes open futures exceptionally and closes the connections. Does nothing the second time.
   */
  @Override
  public void close() {
    inbox.close();
    try {
      producer.close(CLOSE_TIMEOUT);
    } catch (KafkaException e) {
      LOG.warn("The client's producer was not closed", e);
    }
    codec.close();
  }

  private void fail(CompletableFuture<?> receipt, CompletableFuture<?> answer, Exception problem) {
    completions.fail(answer, problem);
    completions.fail(receipt, problem);
  }

  private static void giveUpIfRefused(
      CompletableFuture<SagaOutcome> outcome, CompletableFuture<SagaStartAnswer> answer) {
    CompletableFuture<Void> unused =
        answer.thenAccept(
            given -> {
              if (StartRefusedException.isRefusal(given)) {
                outcome.completeExceptionally(new StartRefusedException(given));
              }
            });
    CompletableFuture<SagaOutcome> unusedToo =
        outcome.whenComplete((ended, problem) -> answer.cancel(false));
  }
}
