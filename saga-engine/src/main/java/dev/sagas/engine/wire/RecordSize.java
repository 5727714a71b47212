package dev.sagas.engine.wire;

import org.apache.kafka.common.header.Header;

/**
 * How many bytes a record may take on its way to a broker, at most.
 *
 * <ul>
 *   <li>Counts the record alone in its batch, with the batch's own bytes, as {@code
 *       max.request.size} of a producer and {@code max.message.bytes} of a topic do.
 *   <li>Counts it uncompressed, and what a compression adds to bytes that it cannot shrink.
 *   <li>An upper bound: a record of that size is never refused for its size.
 * </ul>
 */
public final class RecordSize {
  /** The batch's header (61), the record's length, times, and attributes, and three lengths. */
  private static final int BATCH_AND_RECORD = 61 + 21 + 15;

  /** What a compressed batch begins and ends with. */
  private static final int FRAME = 32;

  /** Of bytes that cannot be compressed, a compressor adds less than one to this many. */
  private static final int COMPRESSION_SHIFT = 11;

  private static final int HEADER_LENGTHS = 10;

  private RecordSize() {}

  /**
   * The bound of one record.
   *
   * @param headerBytes the sum over its headers, as {@link #ofHeader} gives it
   */
  public static int upperBound(long keyBytes, long valueBytes, long headerBytes) {
    long plain = keyBytes + valueBytes + headerBytes + BATCH_AND_RECORD;
    return (int) Math.min(Integer.MAX_VALUE, plain + (plain >> COMPRESSION_SHIFT) + FRAME);
  }

  /** What a header adds; of its name each char may become three bytes. */
  public static long ofHeader(String name, long valueBytes) {
    return 3L * name.length() + valueBytes + HEADER_LENGTHS;
  }

  /** What headers add. */
  public static long ofHeaders(Iterable<Header> headers) {
    long bytes = 0;
    for (Header header : headers) {
      bytes += ofHeader(header.key(), header.value() == null ? 0 : header.value().length);
    }
    return bytes;
  }
}
