package dev.sagas.index.live;

import dev.sagas.protocol.SagaId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where a page ends, and the next begins.
 *
 * <ul>
 *   <li>It names a place in the order, not a number: sagas that come or go on earlier pages shift
 *       nothing, and a saga that does not move is on exactly one page.
 * </ul>
 *
 * @param rank of the last saga of the page
 * @param id of that saga
 */
public record LiveCursor(long rank, SagaId id) {
  private static final int MAX_CHARS = 400;

  /** An opaque text of it for URLs. */
  public String text() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((rank + " " + id).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads a text again.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static LiveCursor parse(String text) {
    try {
      if (text.length() <= MAX_CHARS) {
        String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
        int space = plain.indexOf(' ');
        if (space > 0) {
          return new LiveCursor(
              Long.parseLong(plain.substring(0, space)), new SagaId(plain.substring(space + 1)));
        }
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(expected(), e);
    }
    throw new IllegalArgumentException(expected());
  }

  private static String expected() {
    return "Expected the cursor to be the next of an earlier page";
  }

  boolean isBefore(LiveOrder.Ranked ranked) {
    return ranked.rank() > rank || (ranked.rank() == rank && ranked.saga().id().compareTo(id) > 0);
  }
}
