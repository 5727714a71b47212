package dev.sagas.orchestrator.streams;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Tells the {@link DrainCounter} how many records each poll returned. */
public final class DrainInterceptor implements ConsumerInterceptor<byte[], byte[]> {
  /** Consumer property that holds the {@link DrainCounter} itself. */
  static final String COUNTER_CONFIG = "saga.drain.counter";

  private @Nullable DrainCounter counter;

  @Override
  public void configure(Map<String, ?> configs) {
    if (!(configs.get(COUNTER_CONFIG) instanceof DrainCounter drain)) {
      throw new IllegalArgumentException("Expected a DrainCounter in " + COUNTER_CONFIG);
    }
    counter = drain;
  }

  @Override
  public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
    if (counter != null) {
      counter.polled(records.count());
    }
    return records;
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
    // Only what was polled matters.
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
