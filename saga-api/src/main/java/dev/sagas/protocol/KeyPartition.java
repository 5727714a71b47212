package dev.sagas.protocol;

import java.nio.charset.StandardCharsets;

/**
 * The partition that a key belongs to: {@code murmur2(key) mod n}, as the default partitioner of
 * Kafka's Java client computes it.
 *
 * <ul>
 *   <li>Clients of other languages often default to another hash; that is why commands name the
 *       partition of their reply ({@link SagaHeaders#REPLY_PARTITION}).
 * </ul>
 */
public final class KeyPartition {
  private static final int SEED = 0x9747b28c;
  private static final int M = 0x5bd1e995;
  private static final int R = 24;

  private KeyPartition() {}

  /** The partition of a saga's records in a topic with {@code partitions} partitions. */
  public static int of(SagaId saga, int partitions) {
    return of(saga.value().getBytes(StandardCharsets.UTF_8), partitions);
  }

  /**
   * The partition of a record with this key.
   *
   * @throws IllegalArgumentException if the topic has no partition
   */
  public static int of(byte[] key, int partitions) {
    if (partitions < 1) {
      throw new IllegalArgumentException(
          "Expected at least one partition, but got %s".formatted(partitions));
    }
    return (murmur2(key) & 0x7fffffff) % partitions;
  }

  /** MurmurHash2 with Kafka's seed (Austin Appleby, public domain). */
  private static int murmur2(byte[] key) {
    int hash = SEED ^ key.length;
    int whole = key.length & ~3;
    for (int at = 0; at < whole; at += 4) {
      hash = (hash * M) ^ mixed(word(key, at, 4));
    }
    if (whole < key.length) {
      hash = (hash ^ word(key, whole, key.length - whole)) * M;
    }
    hash = (hash ^ (hash >>> 13)) * M;
    return hash ^ (hash >>> 15);
  }

  private static int mixed(int word) {
    int scaled = word * M;
    return (scaled ^ (scaled >>> R)) * M;
  }

  /** Bytes as a little-endian number. */
  private static int word(byte[] key, int from, int length) {
    int word = 0;
    for (int i = length - 1; i >= 0; i--) {
      word = (word << 8) | (key[from + i] & 0xff);
    }
    return word;
  }
}
