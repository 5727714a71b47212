package dev.sagas.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Asks again and again: page by page, or until something is so. */
final class Paged implements Iterator<JsonNode> {
  /** How many rows a page has. */
  static final int SIZE = 200;

  private static final long POLL_MS = 250;

  private final Function<String, JsonNode> pages;
  private final String field;
  private final Deque<JsonNode> rows = new ArrayDeque<>();
  private String next = "";
  private boolean last;

  private Paged(Function<String, JsonNode> pages, String field) {
    this.pages = pages;
    this.field = field;
  }

  /**
   * The rows of all pages; each page is asked for when its first row is wanted.
   *
   * @param pages gives the page after a cursor, the first one for empty text
   * @param field the rows of a page; its {@code next} is the cursor
   */
  static Stream<JsonNode> stream(Function<String, JsonNode> pages, String field) {
    Iterator<JsonNode> rows = new Paged(pages, field);
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(rows, Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }

  @Override
  public boolean hasNext() {
    while (rows.isEmpty() && !last) {
      JsonNode page = pages.apply(next);
      page.path(field).forEach(rows::add);
      last = !page.hasNonNull("next");
      next = page.path("next").asText();
    }
    return !rows.isEmpty();
  }

  @Override
  public JsonNode next() {
    if (!hasNext()) {
      throw new NoSuchElementException("Expected another row, but there is none");
    }
    return rows.remove();
  }

  /** Asks until the answer is as it is wanted, or the time is over; the last answer. */
  static <T> T until(Supplier<T> question, Predicate<T> wanted, Duration limit) {
    long endNanos = System.nanoTime() + limit.toNanos();
    T answer = question.get();
    while (!wanted.test(answer) && System.nanoTime() - endNanos < 0) {
      AdminHttp.pause(POLL_MS);
      answer = question.get();
    }
    return answer;
  }
}
