package dev.sagas.cli.saga;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sagas.cli.server.JsonFields;
import dev.sagas.cli.shared.Columns;
import dev.sagas.cli.shared.Screen;
import java.util.ArrayList;
import java.util.List;

/** Writes a list of sagas for a person. */
final class SagaListTable {
  private SagaListTable() {}

  /** The lines; from the list as JSON. */
  static List<String> lines(JsonNode list, Screen screen) {
    JsonNode sagas = list.path("sagas");
    List<String> lines = new ArrayList<>();
    if (!sagas.isEmpty()) {
      Columns table = new Columns("ID", "TYPE", "VERSION", "STATUS", "SINCE", "WAITS FOR");
      sagas.forEach(row -> add(table, row, screen));
      lines.addAll(table.lines(screen.columns()));
      lines.add("");
    }
    lines.add(count(list, sagas.size()));
    return lines;
  }

  private static String count(JsonNode list, int shown) {
    if (!list.path("matched").isIntegralNumber()) {
      return "Sagas: " + shown + ", there may be more";
    }
    long matched = list.path("matched").asLong();
    return matched == shown ? "Sagas: " + matched : "Sagas: " + matched + ", shown are " + shown;
  }

  /** A line for the first reason, and one more for each further. */
  private static void add(Columns table, JsonNode row, Screen screen) {
    List<String> waits = new ArrayList<>();
    row.path("waitsFor").forEach(wait -> waits.add(WaitWords.of(wait, screen)));
    table.add(
        JsonFields.required(row, "sagaId"),
        JsonFields.required(row, "type"),
        row.path("version").asText(),
        JsonFields.required(row, "status"),
        screen.time(JsonFields.time(row, "since")),
        waits.isEmpty() ? "" : waits.get(0));
    waits.stream().skip(1).forEach(wait -> table.add("", "", "", "", "", wait));
  }
}
