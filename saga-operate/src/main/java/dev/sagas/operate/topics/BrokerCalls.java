package dev.sagas.operate.topics;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;

/** Calls of the brokers, bounded in time. */
public final class BrokerCalls {
  private BrokerCalls() {}

  /**
   * What the brokers answer.
   *
   * @throws KafkaException as they said, or if they did not answer in time, or the thread was
   *     interrupted, which it stays
   */
  public static <T> T get(KafkaFuture<T> future, Duration limit) {
    try {
      return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof KafkaException kafka) {
        throw kafka;
      }
      throw new KafkaException("The brokers did not answer as expected", e.getCause());
    } catch (TimeoutException e) {
      throw new KafkaException("The brokers did not answer within " + limit, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while asking the brokers", e);
    }
  }
}
