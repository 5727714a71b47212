package dev.sagas.dev.participant;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Stops a participant in the middle of a transaction: before its first record to the replies, when
 * the fence's row and the handler's records have been sent.
 */
public final class StallingInterceptor implements ProducerInterceptor<byte[], byte[]> {
  private static final Map<String, Stall> STALLS = new ConcurrentHashMap<>();

  private String id = "";

  /** One stop. */
  record Stall(String id, CountDownLatch reached, CountDownLatch released)
      implements AutoCloseable {
    static Stall named(String id) {
      Stall stall = new Stall(id, new CountDownLatch(1), new CountDownLatch(1));
      STALLS.put(id, stall);
      return stall;
    }

    /** What the participant's Kafka settings need. */
    Map<String, Object> settings() {
      return Map.of(
          "producer.interceptor.classes",
          StallingInterceptor.class.getName(),
          "producer.stall.id",
          id);
    }

    @Override
    public void close() {
      released.countDown();
    }
  }

  @Override
  public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
    Stall stall = STALLS.get(id);
    if (stall != null && record.topic().endsWith("saga.replies")) {
      stall.reached().countDown();
      boolean released = false;
      while (!released) {
        try {
          stall.released().await();
          released = true;
        } catch (InterruptedException e) {
          // It stands as still as a stopped process.
          released = false;
        }
      }
    }
    return record;
  }

  @Override
  public void onAcknowledgement(RecordMetadata metadata, Exception exception) {}

  @Override
  public void configure(Map<String, ?> configs) {
    id = String.valueOf(configs.get("stall.id"));
  }

  @Override
  public void close() {}
}
