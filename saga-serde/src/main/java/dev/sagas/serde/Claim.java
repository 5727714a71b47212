package dev.sagas.serde;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What a record carries in place of a value that is kept outside Kafka.
 *
 * <ul>
 *   <li>Its bytes are {@code C} and the schema's id, where an inline value has a zero byte and the
 *       id; then {@code CLAIM1}, the length as a big-endian long, 32 bytes of SHA-256, and the
 *       media type in ASCII. Length and digest are those of the Avro binary, without header.
 *   <li>Equal values have equal claims.
 * </ul>
 *
 * @param schemaId the schema that the value was written with
 * @param bytes length of the Avro binary
 * @param sha256 its digest, 64 hex digits in lower case
 * @param mediaType {@value #AVRO}
 */
public record Claim(int schemaId, long bytes, String sha256, String mediaType) {
  /** The media type of Avro binary. */
  public static final String AVRO = "avro/binary";

  static final byte MAGIC = 'C';

  static final byte[] MARK = "CLAIM1".getBytes(StandardCharsets.US_ASCII);
  static final int DIGEST_BYTES = 32;
  static final int FIXED_BYTES = WireFormat.HEADER_BYTES + MARK.length + Long.BYTES + DIGEST_BYTES;
  private static final int MAX_MEDIA_TYPE_BYTES = 100;
  private static final Pattern MEDIA_TYPE = Pattern.compile("[a-z0-9.+-]+/[a-z0-9.+-]+");

  /** The claim of a value in wire format that is inline. */
  public static Claim of(byte[] value) {
    int header = WireFormat.HEADER_BYTES;
    MessageDigest digest = newSha256();
    digest.update(value, header, value.length - header);
    return new Claim(
        ByteBuffer.wrap(value).getInt(1),
        value.length - header,
        HexFormat.of().formatHex(digest.digest()),
        AVRO);
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Expected the JDK to have SHA-256", e);
    }
  }

  /** True if a value begins as claims do. */
  public static boolean isClaim(byte[] value) {
    return value.length > 0 && value[0] == MAGIC;
  }

  /**
   * Reads a claim.
   *
   * @param topic named in errors
   * @throws CorruptRecordException if it is none
   */
  public static Claim parse(String topic, byte[] value) {
    ByteBuffer buffer = ByteBuffer.wrap(value);
    boolean isComplete =
        value.length >= FIXED_BYTES
            && value.length <= FIXED_BYTES + MAX_MEDIA_TYPE_BYTES
            && value[0] == MAGIC
            && Arrays.equals(MARK, Arrays.copyOfRange(value, WireFormat.HEADER_BYTES, mark()))
            && buffer.getLong(mark()) >= 0
            && MEDIA_TYPE.matcher(mediaType(value)).matches();
    if (!isComplete) {
      throw new CorruptRecordException(
          "Expected the claim of a value outside Kafka, but got %s other bytes (topic %s)"
              .formatted(value.length, topic));
    }
    int digest = mark() + Long.BYTES;
    return new Claim(
        buffer.getInt(1),
        buffer.getLong(mark()),
        HexFormat.of().formatHex(value, digest, digest + DIGEST_BYTES),
        mediaType(value));
  }

  private static String mediaType(byte[] value) {
    return new String(value, FIXED_BYTES, value.length - FIXED_BYTES, StandardCharsets.US_ASCII);
  }

  private static int mark() {
    return WireFormat.HEADER_BYTES + MARK.length;
  }

  /** Its bytes, which take the place of the value. */
  public byte[] encoded() {
    byte[] type = mediaType.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(FIXED_BYTES + type.length)
        .put(MAGIC)
        .putInt(schemaId)
        .put(MARK)
        .putLong(bytes)
        .put(HexFormat.of().parseHex(sha256))
        .put(type)
        .array();
  }

  /**
   * The value, of which this is the claim.
   *
   * @param avro Avro binary without header
   * @throws ClaimLostException if it is of another value
   */
  public byte[] inline(byte[] avro) {
    String found = HexFormat.of().formatHex(newSha256().digest(avro));
    if (avro.length != bytes || !found.equals(sha256)) {
      throw new ClaimLostException(
          "Expected %s, but found %s bytes with digest %s".formatted(this, avro.length, found));
    }
    return WireFormat.frame(schemaId, avro);
  }

  /** For messages: what was claimed, without any of it. */
  @Override
  public String toString() {
    return "object %s of %s bytes".formatted(sha256, bytes);
  }
}
