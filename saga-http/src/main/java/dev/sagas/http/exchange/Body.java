package dev.sagas.http.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The JSON object of a request.
 *
 * <ul>
 *   <li>A field that is missing, unknown or of another type is a {@link ProblemException} that
 *       names the field; values are never quoted, because they may be payloads.
 * </ul>
 */
public final class Body {
  private final JsonNode json;
  private final String place;

  private Body(JsonNode json, String place) {
    this.json = json;
    this.place = place;
  }

  /**
   * The body of a request.
   *
   * @param fields the fields that there may be
   */
  public static Body of(Ask ask, Set<String> fields) {
    Body body = new Body(ask.json(), "");
    body.requireOnly(fields);
    return body;
  }

  private void requireOnly(Set<String> fields) {
    Set<String> unknown = new TreeSet<>();
    json.fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(fields);
    if (!unknown.isEmpty()) {
      throw wrong(unknown.iterator().next(), "one of " + new TreeSet<>(fields));
    }
  }

  private ProblemException wrong(String field, String expectation) {
    return new ProblemException(
        ProblemCode.BAD_BODY,
        "Expected field %s of the body to be %s".formatted(place + field, expectation));
  }

  /** A text that must be there and not be blank. */
  public String text(String field, int maxChars) {
    return optionalText(field, maxChars)
        .orElseThrow(() -> wrong(field, "a text of 1 to " + maxChars + " characters"));
  }

  /** A text that may be missing or null. */
  public Optional<String> optionalText(String field, int maxChars) {
    JsonNode value = json.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    String text = value.asText();
    if (!value.isTextual() || text.isBlank() || text.length() > maxChars) {
      throw wrong(field, "a text of 1 to " + maxChars + " characters");
    }
    return Optional.of(text);
  }

  /**
   * A text of some form.
   *
   * @param type throws {@link IllegalArgumentException} for what does not fit
   */
  public <T> T text(String field, String expectation, Function<String, T> type) {
    return converted(field, expectation, text(field, 512), type);
  }

  /** The same, which may be missing or null. */
  public <T> Optional<T> optionalText(String field, String expectation, Function<String, T> type) {
    return optionalText(field, 512).map(text -> converted(field, expectation, text, type));
  }

  private <T> T converted(String field, String expectation, String text, Function<String, T> type) {
    try {
      return type.apply(text);
    } catch (IllegalArgumentException e) {
      throw wrong(field, expectation);
    }
  }

  /** A whole number of 1 or more, which may be missing or null. */
  public OptionalInt number(String field) {
    JsonNode value = json.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return OptionalInt.empty();
    }
    if (!value.isInt() || value.asInt() < 1) {
      throw wrong(field, "a whole number of 1 or more");
    }
    return OptionalInt.of(value.asInt());
  }

  /** True or false; false if it is missing or null. */
  public boolean flag(String field) {
    JsonNode value = json.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return false;
    }
    if (!value.isBoolean()) {
      throw wrong(field, "true or false");
    }
    return value.asBoolean();
  }

  /** Any JSON that must be there. */
  public JsonNode json(String field) {
    JsonNode value = json.path(field);
    if (value.isMissingNode() || value.isNull()) {
      throw wrong(field, "there");
    }
    return value;
  }

  /** Any JSON that may be missing or null. */
  public Optional<JsonNode> optionalJson(String field) {
    JsonNode value = json.path(field);
    return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(value);
  }

  /** An object of texts; empty if it is missing or null. */
  public Map<String, String> texts(String field) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : json.path(field).properties()) {
      if (!entry.getValue().isTextual()) {
        throw wrong(field, "an object of texts");
      }
      texts.put(entry.getKey(), entry.getValue().asText());
    }
    return texts;
  }

  /** An object within; its fields are named with the outer one in messages. */
  public Body object(String field, Set<String> fields) {
    JsonNode value = json.path(field);
    if (!value.isObject()) {
      throw wrong(field, "an object");
    }
    Body within = new Body(value, place + field + ".");
    within.requireOnly(fields);
    return within;
  }
}
