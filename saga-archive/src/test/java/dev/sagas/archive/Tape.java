package dev.sagas.archive;

import dev.sagas.archive.format.ArchiveIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** What is committed in the partitions of a topic, with offsets that only markers have. */
public final class Tape {
  public static final String TOPIC = "saga.journal";
  public static final ArchiveIdentity IDENTITY = new ArchiveIdentity(TOPIC, "cluster", "topic-id");
  private static final int MAX_VALUE_BYTES = 400;

  private final List<List<ConsumerRecord<byte[], byte[]>>> partitions = new ArrayList<>();
  private final List<Long> begins = new ArrayList<>();
  private final List<Long> ends = new ArrayList<>();
  private final Random random;

  /** An empty topic. */
  public Tape(int partitions, long seed) {
    random = new Random(seed);
    for (int i = 0; i < partitions; i++) {
      this.partitions.add(new ArrayList<>());
      begins.add(0L);
      ends.add(0L);
    }
  }

  /** Adds records of random form to random partitions. */
  public Tape grow(int records) {
    for (int i = 0; i < records; i++) {
      int partition = random.nextInt(partitions.size());
      long offset = ends.get(partition);
      partitions.get(partition).add(record(partition, offset));
      // Sometimes a transaction marker, or records that were aborted.
      ends.set(partition, offset + 1 + (random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 0));
    }
    return this;
  }

  /** Adds offsets without records. */
  public void markers(int partition, int offsets) {
    ends.set(partition, end(partition) + offsets);
  }

  private ConsumerRecord<byte[], byte[]> record(int partition, long offset) {
    RecordHeaders headers = new RecordHeaders();
    for (int i = random.nextInt(3); i > 0; i--) {
      headers.add("header-" + random.nextInt(2), random.nextInt(4) == 0 ? null : bytes(9));
    }
    byte[] key = random.nextInt(9) == 0 ? null : bytes(12);
    byte[] value = random.nextInt(9) == 0 ? null : bytes(MAX_VALUE_BYTES);
    return new ConsumerRecord<>(
        TOPIC,
        partition,
        offset,
        1_000_000 + 10 * offset + random.nextInt(50),
        random.nextBoolean() ? TimestampType.CREATE_TIME : TimestampType.LOG_APPEND_TIME,
        key == null ? -1 : key.length,
        value == null ? -1 : value.length,
        key,
        value,
        headers,
        Optional.empty());
  }

  private byte[] bytes(int atMost) {
    byte[] bytes = new byte[random.nextInt(atMost + 1)];
    random.nextBytes(bytes);
    return bytes;
  }

  /** The partitions. */
  public List<TopicPartition> all() {
    List<TopicPartition> all = new ArrayList<>();
    for (int i = 0; i < partitions.size(); i++) {
      all.add(new TopicPartition(TOPIC, i));
    }
    return all;
  }

  /** Every record of a partition that was ever there; may be changed. */
  public List<ConsumerRecord<byte[], byte[]>> records(int partition) {
    return partitions.get(partition);
  }

  public long begin(int partition) {
    return begins.get(partition);
  }

  public long end(int partition) {
    return ends.get(partition);
  }

  /** Deletes what is before the offset, as retention does; {@link #records} keeps it. */
  public void expire(int partition, long offset) {
    begins.set(partition, Math.min(offset, end(partition)));
  }

  /** A record's content, to be compared. */
  public static String text(ConsumerRecord<byte[], byte[]> record) {
    StringBuilder text = new StringBuilder();
    text.append(record.partition()).append('-').append(record.offset());
    text.append(' ').append(record.timestamp()).append(' ').append(record.timestampType());
    text.append(' ').append(hex(record.key())).append(' ').append(hex(record.value()));
    record
        .headers()
        .forEach(header -> text.append(' ').append(header.key()).append(hex(header.value())));
    return text.append(' ').append(record.serializedKeySize()).toString();
  }

  private static String hex(byte[] bytes) {
    return bytes == null ? "null" : java.util.HexFormat.of().formatHex(bytes);
  }
}
