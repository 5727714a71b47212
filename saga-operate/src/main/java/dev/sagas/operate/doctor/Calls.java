package dev.sagas.operate.doctor;

import dev.sagas.operate.topics.BrokerCalls;
import java.time.Duration;
import org.apache.kafka.common.KafkaFuture;

/** Calls to the brokers, limited in time. */
final class Calls {
  /** How long a call may take before it counts as failed. */
  static final int TIMEOUT_MS = 15_000;

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private Calls() {}

  /** The brokers' answer. */
  static <T> T get(KafkaFuture<T> future) {
    return BrokerCalls.get(future, LIMIT);
  }

  /** Why a call failed, in words. */
  static String reason(RuntimeException failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
