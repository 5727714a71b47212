package dev.sagas.serde;

import java.nio.ByteBuffer;

/**
 * Confluent's wire format: a zero byte, the schema's id as a big-endian int, the Avro binary. A
 * {@link Claim} has another first byte and other content, but the id in the same place.
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

  /** The same value under another id of its schema. */
  public static byte[] withSchemaId(byte[] value, int schemaId) {
    byte[] copy = value.clone();
    ByteBuffer.wrap(copy).putInt(1, schemaId);
    return copy;
  }

  /**
   * The id of the schema that a value was written with, be it inline or outside Kafka.
   *
   * @param topic named in errors
   * @throws CorruptRecordException if the value has no header of this format
   */
  public static int schemaId(String topic, byte[] value) {
    return Claim.isClaim(value)
        ? Claim.parse(topic, value).schemaId()
        : inlineSchemaId(topic, value);
  }

  /**
   * The same for a value that must be inline.
   *
   * @throws CorruptRecordException if it is not, or has no header of this format
   */
  public static int inlineSchemaId(String topic, byte[] value) {
    if (Claim.isClaim(value)) {
      throw new CorruptRecordException(
          "Expected a value in the record, but it has only the claim of %s (topic %s)"
              .formatted(Claim.parse(topic, value), topic));
    }
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
