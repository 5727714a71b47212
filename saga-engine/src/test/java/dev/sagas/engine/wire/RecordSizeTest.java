package dev.sagas.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.internal.AbstractRecords;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.RepeatedTest;

/** The bound is above what Kafka's own code makes of a record, and not far above. */
class RecordSizeTest {
  private static final int[] AROUND = {0, 1, 127, 128, 16_384, 65_536, 1_048_588};
  private static final List<Compression> COMPRESSIONS =
      List.of(
          Compression.NONE,
          Compression.gzip().build(),
          Compression.snappy().build(),
          Compression.lz4().build(),
          Compression.zstd().build());

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  @RepeatedTest(40)
  void shouldBeAboveWhatKafkaMakesOfTheRecord() {
    byte[] key = bytes(300);
    byte[] value = bytes(AROUND[random.nextInt(AROUND.length)]);
    Header[] headers = new Header[random.nextInt(4)];
    for (int i = 0; i < headers.length; i++) {
      byte[] of = random.nextInt(5) == 0 ? null : bytes(AROUND[random.nextInt(5)]);
      headers[i] = new RecordHeader("häder-" + i, of);
    }

    int bound =
        RecordSize.upperBound(key.length, value.length, RecordSize.ofHeaders(List.of(headers)));

    int plain = size(Compression.NONE, key, value, headers);
    for (Compression compression : COMPRESSIONS) {
      assertThat(size(compression, key, value, headers))
          .as("seed %d, %s", seed, compression.type())
          .isLessThanOrEqualTo(bound);
    }
    assertThat(
            AbstractRecords.estimateSizeInBytesUpperBound(
                RecordBatch.CURRENT_MAGIC_VALUE, CompressionType.LZ4, key, value, headers))
        .as("seed %d, what max.request.size is compared with", seed)
        .isLessThanOrEqualTo(bound);
    assertThat(bound).as("seed %d", seed).isLessThanOrEqualTo(plain + plain / 2_000 + 300);
  }

  private static int size(Compression compression, byte[] key, byte[] value, Header[] headers) {
    return MemoryRecords.withRecords(
            compression, new SimpleRecord(1_700_000_000_000L, key, value, headers))
        .sizeInBytes();
  }

  /** About as many, all of them zero or none like another. */
  private byte[] bytes(int about) {
    byte[] bytes = new byte[Math.max(0, about + random.nextInt(9) - 4)];
    if (random.nextBoolean()) {
      random.nextBytes(bytes);
    }
    return bytes;
  }
}
