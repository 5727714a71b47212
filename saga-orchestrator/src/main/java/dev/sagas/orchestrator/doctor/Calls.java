package dev.sagas.orchestrator.doctor;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;

/** Calls of the brokers, bounded in time. */
final class Calls {
  /** How long a call may take before it counts as failed. */
  static final int TIMEOUT_MS = 15_000;

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private Calls() {}

  /** What the brokers answer. */
  static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof KafkaException kafka) {
        throw kafka;
      }
      throw new KafkaException("The brokers did not answer as expected", e.getCause());
    } catch (TimeoutException e) {
      throw new KafkaException("The brokers did not answer within " + LIMIT, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while asking the brokers", e);
    }
  }

  /** Why a call failed, in words. */
  static String reason(RuntimeException failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
