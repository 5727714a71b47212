package dev.sagas.archive.claims;

import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The records of a deployment that may contain claims to objects that are still needed. */
public interface ClaimRecords extends AutoCloseable {
  /**
   * Passes on what has not been passed on yet, up to what is written at the time of the call, also
   * in transactions that are still open: it waits for these.
   */
  void readNew(Consumer<ConsumerRecord<byte[], byte[]>> sink);

  @Override
  void close();
}
