package dev.sagas.http.ui;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Which page of which list is shown.
 *
 * @param cursor where the page begins; empty for the first one
 * @param next where the next one begins; empty on the last one
 */
public record Listing(FilterWords filter, String order, String cursor, String next) {
  /** What the list can be ordered by. */
  public static final List<String> ORDERS = List.of("waiting", "started", "id");

  /** The address of the first page. */
  public String firstUrl() {
    return ordered(order);
  }

  /** The address of the next page. */
  public String nextUrl() {
    return firstUrl() + "&cursor=" + encoded(next);
  }

  /** The address in another order, from its beginning. */
  public String ordered(String by) {
    return "/sagas?q=" + encoded(filter.text()) + "&order=" + by;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
