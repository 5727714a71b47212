package dev.sagas.dev.checker;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;

/**
 * The value of a record: its bytes as they are in the topic, and what they say if they were
 * decoded.
 *
 * <ul>
 *   <li>{@code decoded} has the schema that the value was written with.
 *   <li>The bytes are copied on the way in; no method returns them.
 * </ul>
 */
public final class RecordValue {
  private final byte[] bytes;
  private final Optional<GenericRecord> decoded;

  private RecordValue(byte[] bytes, Optional<GenericRecord> decoded) {
    this.bytes = bytes.clone();
    this.decoded = decoded;
  }

  /** A value that is judged by its bytes alone. */
  public static RecordValue of(byte[] bytes) {
    return new RecordValue(bytes, Optional.empty());
  }

  /** A value with what its bytes say. */
  public static RecordValue of(byte[] bytes, GenericRecord decoded) {
    return new RecordValue(bytes, Optional.of(decoded));
  }

  Optional<GenericRecord> decoded() {
    return decoded;
  }

  int size() {
    return bytes.length;
  }

  /** The bytes from {@code from} to before {@code to}. */
  byte[] part(int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }

  /** The same bytes in hex. */
  String hex(int from, int to) {
    return HexFormat.of().formatHex(bytes, from, to);
  }

  /** SHA-256, in hex, of the bytes from {@code from} to before {@code to}. */
  String sha256(int from, int to) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, from, to - from);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Expected every Java platform to have SHA-256", e);
    }
  }
}
