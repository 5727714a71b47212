package dev.sagas.cli.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sagas.engine.wire.Position;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Reads JSON that {@code dev.sagas.operate.json} wrote, here or in another process.
 *
 * <ul>
 *   <li>What does not fit is an {@link IllegalArgumentException} that names the field.
 * </ul>
 */
public final class JsonFields {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private JsonFields() {}

  /** The JSON of a text. */
  public static JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Expected JSON, but got something else", e);
    }
  }

  /** A text; empty if it is null or missing. */
  public static Optional<String> text(JsonNode json, String name) {
    return Optional.ofNullable(json.path(name).textValue());
  }

  /** A text that must be there. */
  public static String required(JsonNode json, String name) {
    return text(json, name).orElseThrow(() -> wrong(name, "a text"));
  }

  /** An instant, epoch ms; empty if it is null or missing. */
  public static OptionalLong optionalTime(JsonNode json, String name) {
    Optional<String> text = text(json, name);
    return text.isPresent() ? OptionalLong.of(time(json, name)) : OptionalLong.empty();
  }

  /** An instant that must be there, epoch ms. */
  public static long time(JsonNode json, String name) {
    try {
      return Instant.parse(required(json, name)).toEpochMilli();
    } catch (DateTimeException e) {
      throw wrong(name, "an instant");
    }
  }

  /** A constant, by its name or the word for it. */
  static <E extends Enum<E>> E constant(JsonNode json, String name, Class<E> type) {
    String text = required(json, name).toUpperCase(Locale.ROOT).replace('-', '_');
    try {
      return Enum.valueOf(type, text);
    } catch (IllegalArgumentException e) {
      throw wrong(name, "a " + type.getSimpleName());
    }
  }

  /** Where a record is, such as {@code saga.replies-2-41}; empty if it is null or missing. */
  static Optional<Position> position(JsonNode json, String name) {
    return text(json, name).map(text -> position(name, text));
  }

  private static Position position(String name, String text) {
    int offset = text.lastIndexOf('-');
    int partition = text.lastIndexOf('-', offset - 1);
    if (partition < 1) {
      throw wrong(name, "a position");
    }
    try {
      return new Position(
          text.substring(0, partition),
          Integer.parseInt(text.substring(partition + 1, offset)),
          Long.parseLong(text.substring(offset + 1)));
    } catch (NumberFormatException e) {
      throw wrong(name, "a position");
    }
  }

  /** The elements of an array. */
  static <T> List<T> list(JsonNode json, String name, Function<JsonNode, T> element) {
    List<T> list = new ArrayList<>();
    json.path(name).forEach(each -> list.add(element.apply(each)));
    return list;
  }

  private static IllegalArgumentException wrong(String name, String expectation) {
    return new IllegalArgumentException(
        "Expected field %s to be %s, but it is not".formatted(name, expectation));
  }
}
