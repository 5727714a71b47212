package dev.sagas.index.exported;

import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where a page ends, and the next begins: after this run in the order of the list. Runs that are
 * exported or deleted meanwhile shift nothing.
 *
 * @param atMs the time that the list is ordered by, epoch ms; 0 if it is ordered by id
 */
public record ExportedCursor(long atMs, SagaId saga, RunId run) {
  /** No saga id has it: cursors of other lists are told apart by it. */
  private static final String MARK = "~";

  private static final int MAX_CHARS = 700;
  private static final int PARTS = 3;

  /** An opaque text of it for URLs. */
  public String text() {
    String plain = atMs + " " + saga + " " + run;
    return MARK
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(plain.getBytes(StandardCharsets.UTF_8));
  }

  /** True for a text of such a cursor. */
  public static boolean isOne(String text) {
    return text.startsWith(MARK);
  }

  /**
   * Reads a text again.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static ExportedCursor parse(String text) {
    if (isOne(text) && text.length() <= MAX_CHARS) {
      String plain =
          new String(
              Base64.getUrlDecoder().decode(text.substring(MARK.length())), StandardCharsets.UTF_8);
      String[] parts = plain.split(" ", -1);
      if (parts.length == PARTS) {
        return new ExportedCursor(
            Long.parseLong(parts[0]), new SagaId(parts[1]), new RunId(parts[2]));
      }
    }
    throw new IllegalArgumentException("Expected the cursor to be the next of an earlier page");
  }
}
