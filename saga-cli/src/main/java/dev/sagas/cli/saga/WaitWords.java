package dev.sagas.cli.saga;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sagas.cli.server.JsonFields;
import dev.sagas.cli.shared.Printable;
import dev.sagas.cli.shared.Screen;
import java.util.Optional;
import java.util.OptionalLong;

/** What a saga waits for, in one line for a person, from the JSON of a list or of counts. */
public final class WaitWords {
  private WaitWords() {}

  public static String of(JsonNode wait, Screen screen) {
    OptionalLong until = JsonFields.optionalTime(wait, "until");
    return Printable.of(
        what(wait)
            + attempt(wait)
            + (until.isPresent() ? " until " + screen.time(until.getAsLong()) : ""));
  }

  private static String what(JsonNode wait) {
    String undo = wait.path("undoing").asBoolean() ? "the undo of " : "";
    String ofStep = JsonFields.text(wait, "step").map(name -> " of " + undo + name).orElse("");
    Optional<String> participant = JsonFields.text(wait, "participant");
    String kind = JsonFields.required(wait, "kind");
    return switch (kind) {
      case "reply" -> "reply" + ofStep + participant.map(name -> " from " + name).orElse("");
      case "retry" -> "retry" + ofStep + participant.map(name -> " at " + name).orElse("");
      case "signal" ->
          "signal " + JsonFields.text(wait, "signal").orElse("") + ofStep.replace(" of ", " for ");
      case "incident" -> "incident " + JsonFields.text(wait, "incidentCode").orElse("") + ofStep;
      default -> kind + ofStep;
    };
  }

  private static String attempt(JsonNode wait) {
    String kind = wait.path("kind").asText();
    int attempt = wait.path("attempt").asInt();
    return attempt > 0 && (kind.equals("reply") || kind.equals("retry"))
        ? ", attempt " + attempt
        : "";
  }
}
