package dev.sagas.serde;

import java.nio.ByteBuffer;

/**
 * Confluent's wire format: a zero byte, the schema's id as a big-endian int, the Avro binary.
 *
 * <ul>
 *   <li>Calls no registry.
 * </ul>
 */
public final class WireFormat {
  /** Bytes in front of the Avro binary. */
  public static final int HEADER_BYTES = 5;

  static final byte MAGIC = 0;

  private WireFormat() {}

  /** Puts the header in front of Avro binary. */
  public static byte[] frame(int schemaId, byte[] avro) {
    return ByteBuffer.allocate(HEADER_BYTES + avro.length)
        .put(MAGIC)
        .putInt(schemaId)
        .put(avro)
        .array();
  }

  /** Fills in the header in front of Avro binary that has room for it. */
  static void writeHeader(byte[] value, int schemaId) {
    ByteBuffer.wrap(value).put(MAGIC).putInt(schemaId);
  }

  /**
   * The id of the schema that a value was written with.
   *
   * @param topic named in errors
   * @throws CorruptRecordException if the value has no header of this format
   */
  public static int schemaId(String topic, byte[] value) {
    if (value.length < HEADER_BYTES) {
      throw new CorruptRecordException(
          """
          Expected a value of at least %s bytes in Confluent's wire format, but got %s (topic \
          %s)\
          """
              .formatted(HEADER_BYTES, value.length, topic));
    }
    if (value[0] != MAGIC) {
      throw new CorruptRecordException(
          """
          Expected a value in Confluent's wire format to begin with byte 0, but it begins \
          with %s (topic %s)\
          """
              .formatted(value[0], topic));
    }
    return ByteBuffer.wrap(value).getInt(1);
  }
}
