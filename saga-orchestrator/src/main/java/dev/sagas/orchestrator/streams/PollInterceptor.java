package dev.sagas.orchestrator.streams;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Tells a {@link PollListener} what each poll returned, on the thread that polls.
 *
 * <p>Polls that return no records but move a position, over the marker of a transaction for
 * example, are told too.
 */
public final class PollInterceptor implements ConsumerInterceptor<byte[], byte[]> {
  /** Consumer property that holds the {@link PollListener} itself. */
  static final String LISTENER_CONFIG = "saga.poll.listener";

  private @Nullable PollListener listener;

  @Override
  public void configure(Map<String, ?> configs) {
    if (!(configs.get(LISTENER_CONFIG) instanceof PollListener configured)) {
      throw new IllegalArgumentException("Expected a PollListener in " + LISTENER_CONFIG);
    }
    listener = configured;
  }

  @Override
  public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
    if (listener != null) {
      listener.polled(records);
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
