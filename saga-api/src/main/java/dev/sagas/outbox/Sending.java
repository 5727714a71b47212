package dev.sagas.outbox;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** A row on its way to Kafka. */
record Sending(OutboxRow row, Future<RecordMetadata> acknowledgement) {
  private static final long LOOK_MS = 100;
  private static final int MAX_CAUSES = 4;

  static Sending of(OutboxRow row, Producer<byte[], byte[]> producer) {
    try {
      return new Sending(row, producer.send(row.record()));
    } catch (KafkaException | IllegalStateException e) {
      return new Sending(row, CompletableFuture.failedFuture(e));
    }
  }

  boolean isDone() {
    return acknowledgement.isDone();
  }

  /**
   * Waits for the acknowledgement, which the producer bounds.
   *
   * @return empty if the row was acknowledged
   * @throws InterruptedException if the relay must stop before there is an answer
   */
  Optional<Exception> problem(Wakeup wakeup) throws InterruptedException {
    while (true) {
      try {
        acknowledgement.get(LOOK_MS, TimeUnit.MILLISECONDS);
        return Optional.empty();
      } catch (TimeoutException e) {
        if (wakeup.isGraceOver()) {
          throw new InterruptedException("The relay was closed before Kafka answered");
        }
      } catch (ExecutionException e) {
        return Optional.of(e.getCause() instanceof Exception cause ? cause : e);
      }
    }
  }

  /** True if no later attempt can succeed either, because of the record itself. */
  static boolean isForGood(Exception problem) {
    @Nullable Throwable cause = problem;
    for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
      if (cause instanceof RecordTooLargeException
          || cause instanceof InvalidTopicException
          || cause instanceof SerializationException) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  /** True if the same producer may succeed later. */
  static boolean isRetriable(Exception problem) {
    return problem instanceof RetriableException;
  }
}
