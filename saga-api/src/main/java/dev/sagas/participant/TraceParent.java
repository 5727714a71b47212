package dev.sagas.participant;

import dev.sagas.protocol.SagaHeaders;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Headers;

/** W3C trace context: a reply belongs to its command's trace, as a span of its own. */
final class TraceParent {
  private static final Pattern FORM =
      Pattern.compile("00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})");

  private TraceParent() {}

  /** The header of what follows from a record with these headers; empty if it has no valid one. */
  static Optional<String> after(Headers headers) {
    try {
      Optional<String> parent = new HeaderReader(headers).text(SagaHeaders.TRACE_PARENT);
      Matcher matcher = FORM.matcher(parent.orElse(""));
      if (!matcher.matches()) {
        return Optional.empty();
      }
      long span = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
      return Optional.of(
          "00-"
              + matcher.group(1)
              + "-"
              + HexFormat.of().toHexDigits(span)
              + "-"
              + matcher.group(3));
    } catch (BadCommandException e) {
      return Optional.empty();
    }
  }
}
