package dev.sagas.engine.wire;

import dev.sagas.protocol.SagaHeaders;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the {@code saga-labels} header: {@code name=value} pairs joined by commas. */
final class Labels {
  private static final int MAX_LABELS = 16;
  private static final int MAX_CHARS = SagaHeaders.MAX_LABELS_CHARS;

  private Labels() {}

  /**
   * Reads the header.
   *
   * @throws IllegalArgumentException if it has another form or exceeds a bound
   */
  static Map<String, String> parse(String header) {
    if (header.length() > MAX_CHARS) {
      throw new IllegalArgumentException(
          "Expected at most " + MAX_CHARS + " characters of labels, but got " + header.length());
    }
    Map<String, String> labels = new LinkedHashMap<>();
    if (header.isBlank()) {
      return labels;
    }
    for (String pair : header.split(",", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 0 || pair.substring(0, equals).isBlank()) {
        throw new IllegalArgumentException("Expected labels of the form name=value,name=value");
      }
      labels.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
    }
    if (labels.size() > MAX_LABELS) {
      throw new IllegalArgumentException(
          "Expected at most " + MAX_LABELS + " labels, but got " + labels.size());
    }
    return labels;
  }
}
