package dev.sagas.participant;

import dev.sagas.serde.Backoff;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a record until it is acknowledged or can never be. What one thread sends to a topic reaches
 * the producer in that order, unless the brokers refuse a record or do not say which topics exist.
 */
final class ReliableSender implements RecordSender {
  private static final Logger LOG = LoggerFactory.getLogger(ReliableSender.class);

  /**
   * How often a topic is tried that has disappeared or become forbidden since the brokers were
   * asked for it.
   */
  private static final int MAX_TRIES_WITHOUT_TOPIC = 5;

  private final Producer<byte[], byte[]> producer;
  private final ScheduledExecutorService scheduler;
  private final Shutdown shutdown;
  private final KnownTopics topics;
  private final Backoff backoff = new Backoff(100, 5_000);

  /**
   * How many records of a topic are on the scheduler's thread; later ones must queue behind them.
   */
  private final ConcurrentMap<String, Integer> queued = new ConcurrentHashMap<>();

  ReliableSender(
      Producer<byte[], byte[]> producer,
      ScheduledExecutorService scheduler,
      Shutdown shutdown,
      KnownTopics topics) {
    this.producer = producer;
    this.scheduler = scheduler;
    this.shutdown = shutdown;
    this.topics = topics;
  }

  /**
   * Sends a record; gives up on a topic or partition that is missing or forbidden. The caller does
   * not wait for the brokers to say so.
   *
   * @return completes when it is acknowledged; fails with {@link UndeliverableException} when it
   *     can never be, and with {@link AbandonedException} when the participant ends first
   */
  @Override
  public CompletableFuture<Void> send(ProducerRecord<byte[], byte[]> record) {
    Sending sending = new Sending(record, MAX_TRIES_WITHOUT_TOPIC);
    attempt(sending, 1);
    return sending.acknowledged();
  }

  /** The same, but waits for the topic however long it takes. */
  @Override
  public CompletableFuture<Void> sendAtLast(ProducerRecord<byte[], byte[]> record) {
    Sending sending = new Sending(record, Integer.MAX_VALUE);
    attempt(sending, 1);
    return sending.acknowledged();
  }

  private record Sending(
      ProducerRecord<byte[], byte[]> record,
      int maxTriesWithoutTopic,
      CompletableFuture<Void> acknowledged) {
    Sending(ProducerRecord<byte[], byte[]> record, int maxTriesWithoutTopic) {
      this(record, maxTriesWithoutTopic, new CompletableFuture<>());
    }

    String topic() {
      return record.topic();
    }

    boolean givesUp() {
      return maxTriesWithoutTopic < Integer.MAX_VALUE;
    }

    void done() {
      acknowledged.complete(null);
    }

    void undeliverable(Exception problem) {
      acknowledged.completeExceptionally(new UndeliverableException(topic(), problem));
    }

    void abandoned() {
      acknowledged.completeExceptionally(new AbandonedException());
    }
  }

  private void attempt(Sending sending, int number) {
    CompletableFuture<Void> known = topics.check(sending.record());
    if (known.isDone() && !known.isCompletedExceptionally() && !isQueued(sending.topic())) {
      produce(sending, number);
      return;
    }
    queued.merge(sending.topic(), 1, Integer::sum);
    CompletableFuture<Void> unused =
        known.whenCompleteAsync(
            (nothing, failure) -> {
              try {
                if (failure == null) {
                  produce(sending, number);
                } else {
                  refused(sending, number, KnownTopics.problem(failure));
                }
              } finally {
                queued.computeIfPresent(
                    sending.topic(), (topic, count) -> count == 1 ? null : count - 1);
              }
            },
            scheduler);
  }

  private boolean isQueued(String topic) {
    return queued.containsKey(topic);
  }

  private void refused(Sending sending, int number, KafkaException problem) {
    if (sending.givesUp() && RecordGuard.isAboutTheRecord(problem)) {
      sending.undeliverable(problem);
    } else {
      answered(sending, number, problem);
    }
  }

  private void produce(Sending sending, int number) {
    try {
      Future<?> unused =
          producer.send(
              sending.record(), (metadata, problem) -> answered(sending, number, problem));
    } catch (KafkaException | IllegalStateException e) {
      answered(sending, number, e);
    }
  }

  private void answered(Sending sending, int number, @Nullable Exception problem) {
    if (problem == null) {
      sending.done();
    } else if (isUndeliverable(problem, number, sending.maxTriesWithoutTopic())) {
      sending.undeliverable(problem);
    } else if (shutdown.isRequested()) {
      sending.abandoned();
    } else {
      topics.forget(sending.topic());
      long pauseMs = backoff.afterMs(number);
      LOG.warn("{} accepted no record; trying again in {} ms", sending.topic(), pauseMs, problem);
      try {
        Future<?> unused =
            scheduler.schedule(() -> attempt(sending, number + 1), pauseMs, TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException e) {
        sending.abandoned();
      }
    }
  }

  private static boolean isUndeliverable(Exception problem, int number, int maxTries) {
    @Nullable Throwable cause = problem;
    for (int depth = 0; cause != null && depth < 4; depth++) {
      if (cause instanceof RecordTooLargeException || cause instanceof InvalidTopicException) {
        return true;
      }
      if (cause instanceof UnknownTopicOrPartitionException
          || cause instanceof TopicAuthorizationException) {
        return number >= maxTries;
      }
      cause = cause.getCause();
    }
    return false;
  }
}
