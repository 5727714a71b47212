package dev.sagas.participant;

import dev.sagas.protocol.SagaHeaders;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Headers;

/** W3C trace context: a reply belongs to its command's trace, as a new span. */
final class TraceParent {
  private static final Pattern FORM =
      Pattern.compile("00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})");

  private TraceParent() {}

  /** The unchanged header; empty if there is no valid one. */
  static Optional<String> of(Headers headers) {
    try {
      return new HeaderReader(headers)
          .text(SagaHeaders.TRACE_PARENT)
          .filter(text -> FORM.matcher(text).matches());
    } catch (BadCommandException e) {
      return Optional.empty();
    }
  }

  /** The header for a record caused by one with these headers; empty if there is no valid one. */
  static Optional<String> after(Headers headers) {
    return of(headers).map(TraceParent::next);
  }

  private static String next(String parent) {
    long span = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
    Matcher matcher = FORM.matcher(parent);
    return matcher.replaceFirst("00-$1-" + HexFormat.of().toHexDigits(span) + "-$3");
  }
}
