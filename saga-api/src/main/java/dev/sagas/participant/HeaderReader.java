package dev.sagas.participant;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Reads headers of foreign origin. */
final class HeaderReader {
  private static final int MAX_HEADER_BYTES = 4096;

  private final Headers headers;

  HeaderReader(Headers headers) {
    this.headers = headers;
  }

  /** The header's text; empty if it is missing. */
  Optional<String> text(String name) throws BadCommandException {
    Header header = headers.lastHeader(name);
    if (header == null || header.value() == null) {
      return Optional.empty();
    }
    if (header.value().length > MAX_HEADER_BYTES) {
      throw malformed(name, "is " + header.value().length + " bytes long", "");
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(header.value());
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException e) {
      throw malformed(name, "is not UTF-8", "");
    }
  }

  /** The header's text, which is required. */
  String required(String name) throws BadCommandException {
    return text(name).orElseThrow(() -> malformed(name, "is missing", ""));
  }

  /** The required header, converted by {@code parser}. */
  <T> T required(String name, Function<String, T> parser) throws BadCommandException {
    String text = required(name);
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw malformed(name, "does not fit", ": " + e.getMessage());
    }
  }

  private static BadCommandException malformed(String name, String what, String why) {
    return new BadCommandException(
        ErrorCode.MALFORMED_HEADERS, "Expected header " + name + ", but it " + what + why);
  }
}
