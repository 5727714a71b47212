package dev.sagas.serde;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;

/**
 * Finds claims anywhere in bytes, such as in a checkpoint that contains data and replies, without
 * decoding what is around them.
 *
 * <ul>
 *   <li>Finds every claim that is there uncompressed and in one piece. May also find bytes that
 *       only look like one: for keeping objects that is the safe side.
 *   <li>The media type of what it finds is {@value Claim#AVRO}: where a claim ends in foreign bytes
 *       cannot be seen.
 * </ul>
 */
public final class ClaimScanner {
  private static final int MARK_AT = WireFormat.HEADER_BYTES;

  private ClaimScanner() {}

  /** Passes on each claim, in the order of their positions. */
  public static void scan(byte[] bytes, Consumer<Claim> sink) {
    for (int at = 0; at + Claim.FIXED_BYTES <= bytes.length; at++) {
      if (bytes[at] == Claim.MAGIC && isMarked(bytes, at + MARK_AT)) {
        sink.accept(claim(bytes, at));
      }
    }
  }

  private static Claim claim(byte[] bytes, int at) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    int digest = at + Claim.FIXED_BYTES - Claim.DIGEST_BYTES;
    return new Claim(
        buffer.getInt(at + 1),
        buffer.getLong(digest - Long.BYTES),
        HexFormat.of().formatHex(bytes, digest, digest + Claim.DIGEST_BYTES),
        Claim.AVRO);
  }

  /** The length behind the mark is that of an array. */
  private static boolean isMarked(byte[] bytes, int at) {
    int length = at + Claim.MARK.length;
    return Arrays.equals(bytes, at, length, Claim.MARK, 0, Claim.MARK.length)
        && bytes[length] == 0
        && bytes[length + 1] == 0
        && bytes[length + 2] == 0
        && bytes[length + 3] == 0
        && bytes[length + 4] >= 0;
  }
}
