package dev.sagas.audit;

import dev.sagas.engine.wire.UnreadableRecordException;
import dev.sagas.engine.wire.WrittenRecords;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Finds the shard that a record belongs to.
 *
 * <ul>
 *   <li>An entry and an outcome belong to the saga that they name, which their key may not be. Both
 *       begin with its id: one that begins with its key is not decoded for this.
 * </ul>
 */
final class AuditRouter {
  /** Magic byte and schema id in front of the Avro bytes. */
  private static final int WIRE_PREFIX = 5;

  private static final int LOW_BITS = 0x7f;
  private static final int MORE = 0x80;
  private static final byte[] NO_KEY = {};

  private final AuditTopics topics;
  private final WrittenRecords records;
  private final int count;

  AuditRouter(AuditTopics topics, WrittenRecords records, int count) {
    this.topics = topics;
    this.records = records;
    this.count = count;
  }

  /** Reads the saga that a value names. */
  private interface Naming {
    SagaId read(byte[] value) throws UnreadableRecordException;
  }

  int shardOf(ConsumerRecord<byte[], byte[]> record) {
    if (count == 1) {
      return 0;
    }
    if (record.topic().equals(topics.journal())) {
      return shardOf(record, value -> records.entry(value).identity().id());
    }
    if (record.topic().equals(topics.outcomes())) {
      return shardOf(record, value -> records.outcome(value).saga());
    }
    if (record.topic().equals(topics.checkpoints())) {
      return Sharding.of(key(record), count);
    }
    return Sharding.ofCommand(AuditFeed.header(record, SagaHeaders.COMMAND_ID), count);
  }

  private int shardOf(ConsumerRecord<byte[], byte[]> record, Naming naming) {
    byte[] key = key(record);
    byte[] value = AuditFeed.value(record);
    if (beginsWith(value, key)) {
      return Sharding.of(key, count);
    }
    try {
      return Sharding.of(naming.read(value).value().getBytes(StandardCharsets.UTF_8), count);
    } catch (UnreadableRecordException e) {
      return Sharding.of(key, count); // reported by the shard
    }
  }

  /** True if a value in wire format begins with this text: Avro's length, then the bytes. */
  static boolean beginsWith(byte[] value, byte[] text) {
    int at = WIRE_PREFIX;
    int length = text.length << 1; // zigzag, then 7 bits in each byte, the low ones first
    for (; length > LOW_BITS; length >>>= 7) {
      if (at >= value.length || value[at] != (byte) ((length & LOW_BITS) | MORE)) {
        return false;
      }
      at++;
    }
    int begin = at + 1;
    return value.length - begin >= text.length
        && value[at] == (byte) length
        && Arrays.equals(value, begin, begin + text.length, text, 0, text.length);
  }

  private static byte[] key(ConsumerRecord<byte[], byte[]> record) {
    byte[] key = record.key();
    return key == null ? NO_KEY : key;
  }
}
