package dev.sagas.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What came of an action.
 *
 * @param message what happened, for a person
 * @param revision that the saga has now
 * @param json everything that was answered
 */
public record ActionAnswer(
    String sagaId, Kind kind, Optional<String> message, OptionalLong revision, JsonNode json) {
  /** The kinds of answers. */
  public enum Kind {
    /** It took effect. */
    APPLIED,
    /** It would take effect. */
    DRY_RUN,
    /** It was applied before. */
    DUPLICATE,
    /** It took effect and led to an incident. */
    INCIDENT,
    /** It is kept for a saga that may still start. */
    PARKED,
    /** Not known yet: look again. */
    UNKNOWN
  }

  static ActionAnswer of(JsonNode json) {
    return new ActionAnswer(
        json.path("sagaId").asText(),
        kind(json.path("answer").asText()),
        Optional.ofNullable(json.path("message").textValue()),
        json.path("revision").isIntegralNumber()
            ? OptionalLong.of(json.path("revision").asLong())
            : OptionalLong.empty(),
        json);
  }

  private static Kind kind(String text) {
    for (Kind kind : Kind.values()) {
      if (kind.name().equals(text.toUpperCase(Locale.ROOT))) {
        return kind;
      }
    }
    return Kind.UNKNOWN;
  }
}
