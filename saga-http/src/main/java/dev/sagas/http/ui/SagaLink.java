package dev.sagas.http.ui;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Addresses of the pages. */
public final class SagaLink {
  private SagaLink() {}

  /** The page of a saga. */
  public static String to(String id) {
    return "/sagas/" + encoded(id);
  }

  /** One part of a path. */
  public static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
