package dev.sagas.archive.claims;

import dev.sagas.serde.Claim;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A claim, and one record that has it.
 *
 * @param key of the record: of most records the saga id
 */
public record ClaimUse(Claim claim, TopicPartition partition, long offset, String key) {
  static ClaimUse of(Claim claim, ConsumerRecord<byte[], byte[]> record) {
    byte[] key = record.key();
    return new ClaimUse(
        claim,
        new TopicPartition(record.topic(), record.partition()),
        record.offset(),
        key == null ? "" : new String(key, StandardCharsets.UTF_8));
  }

  /** The record's position, as in {@code saga.requests-0-17}. */
  public String position() {
    return partition + "-" + offset;
  }
}
