package dev.sagas.http.exchange;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sagas.operate.query.ShortDuration;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * A request: typed access to its parameters, each with its bounds.
 *
 * <ul>
 *   <li>A value that does not fit is a {@link ProblemException} that names the parameter, what was
 *       expected and what came.
 * </ul>
 *
 * @param path the parameters of the path
 * @param query the parameters of the query, each with its values
 * @param headers by name in lower case
 * @param body empty for none
 */
public record Ask(
    Person person,
    Map<String, String> path,
    Map<String, List<String>> query,
    Map<String, String> headers,
    String body) {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .build();

  public Ask {
    path = Map.copyOf(path);
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
  }

  /** The same request with another value of a parameter of the query. */
  public Ask with(String name, Collection<?> values) {
    Map<String, List<String>> changed = new HashMap<>(query);
    changed.put(name, values.stream().map(Object::toString).toList());
    return new Ask(person, path, changed, headers, body);
  }

  /**
   * A parameter of the path.
   *
   * @param expectation what it must be, for the message
   * @param type throws {@link IllegalArgumentException} for what does not fit
   */
  public <T> T path(String name, String expectation, Function<String, T> type) {
    String text = path.getOrDefault(name, "");
    return converted(name, expectation, text, type);
  }

  /** A parameter of the query, if it is given; more than one value is refused. */
  public Optional<String> query(String name) {
    List<String> values = query.getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw ProblemException.parameter(name, "given once", String.join(", ", values));
    }
    return values.stream().findFirst().filter(value -> !value.isEmpty());
  }

  /** The same, converted. */
  public <T> Optional<T> query(String name, String expectation, Function<String, T> type) {
    return query(name).map(text -> converted(name, expectation, text, type));
  }

  /** All values of a parameter. */
  public List<String> queries(String name) {
    return query.getOrDefault(name, List.of());
  }

  private static <T> T converted(
      String name, String expectation, String text, Function<String, T> type) {
    try {
      return type.apply(text);
    } catch (IllegalArgumentException | DateTimeParseException e) {
      throw ProblemException.parameter(name, expectation, text);
    }
  }

  /** A whole number within bounds, both inclusive. */
  public OptionalInt number(String name, int from, int to) {
    Optional<Integer> number =
        query(
            name,
            "a whole number from " + from + " to " + to,
            text -> {
              int value = Integer.parseInt(text);
              if (value < from || value > to) {
                throw new IllegalArgumentException("out of bounds");
              }
              return value;
            });
    return number.map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  /** An instant in ISO 8601, epoch ms. */
  public OptionalLong instant(String name) {
    Optional<Long> instant =
        query(
            name,
            "an instant such as 2026-11-29T20:00:00Z",
            text -> Instant.parse(text).toEpochMilli());
    return instant.map(OptionalLong::of).orElse(OptionalLong.empty());
  }

  /** A duration such as {@code 10m}: a whole number of s, m, h or d. */
  public Optional<Duration> duration(String name) {
    return query(name, "a duration such as 30s, 10m, 2h or 3d", ShortDuration::parse);
  }

  /** True or false; false if it is not given. */
  public boolean flag(String name) {
    return query(
            name,
            "true or false",
            text ->
                switch (text) {
                  case "true" -> true;
                  case "false" -> false;
                  default -> throw new IllegalArgumentException(text);
                })
        .orElse(false);
  }

  /** A header; its name in lower case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** The body as JSON. */
  public JsonNode json() {
    try {
      JsonNode json = MAPPER.readTree(body);
      if (!json.isObject()) {
        throw new ProblemException(
            ProblemCode.BAD_BODY, "Expected the body to be a JSON object, but got " + kind(json));
      }
      return json;
    } catch (JsonProcessingException e) {
      throw new ProblemException(
          ProblemCode.BAD_BODY,
          "Expected the body to be JSON, but it breaks at line %s, column %s"
              .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()),
          e);
    }
  }

  private static String kind(JsonNode json) {
    return json.isMissingNode() ? "nothing" : json.getNodeType().toString();
  }
}
