package dev.sagas.cli.saga;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sagas.cli.server.JsonFields;
import dev.sagas.cli.server.SagaFromJson;
import dev.sagas.cli.shared.Output;
import dev.sagas.cli.shared.Printable;
import dev.sagas.cli.shared.Screen;
import dev.sagas.operate.json.Json;
import dev.sagas.operate.query.WaitText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Shows sagas that are followed: as a page that is drawn again, or as a line for each change. */
final class WatchView {
  private static final String HOME = "\033[H\033[J";
  private static final int DRAWN_ROWS = 40;

  private final PrintWriter out;
  private final Screen screen;
  private final boolean drawn;
  private final Output output;
  private final Map<String, Long> revisions = new HashMap<>();
  private boolean shown;

  private WatchView(PrintWriter out, Screen screen, boolean drawn, Output output) {
    this.out = out;
    this.screen = screen;
    this.drawn = drawn;
    this.output = output;
  }

  /** On a terminal. */
  static WatchView drawn(PrintWriter out, Screen screen) {
    return new WatchView(out, screen, true, Output.table);
  }

  /** For a file, a pipe or a program. */
  static WatchView lines(PrintWriter out, Screen screen, Output output) {
    return new WatchView(out, screen, false, output);
  }

  /** True if nothing was shown yet. */
  boolean isEmpty() {
    return !shown;
  }

  void saga(JsonNode saga) {
    shown = true;
    if (drawn) {
      draw(SagaPage.lines(saga, screen));
      return;
    }
    List<String> waits = new ArrayList<>();
    saga.path("waitsFor")
        .forEach(wait -> waits.add(WaitText.of(SagaFromJson.reason(wait), screen.times())));
    change(saga, String.join("; ", waits));
  }

  void list(JsonNode list) {
    shown = true;
    if (drawn) {
      List<String> lines = SagaListTable.lines(list, screen);
      draw(
          lines.size() <= DRAWN_ROWS
              ? lines
              : plus(lines.subList(0, DRAWN_ROWS), lines.get(lines.size() - 1)));
      return;
    }
    Set<String> gone = new HashSet<>(revisions.keySet());
    for (JsonNode row : list.path("sagas")) {
      gone.remove(JsonFields.required(row, "sagaId"));
      List<String> waits = new ArrayList<>();
      row.path("waitsFor").forEach(wait -> waits.add(WaitWords.of(wait, screen)));
      change(row, String.join("; ", waits));
    }
    gone.stream().sorted().forEach(this::left);
    out.flush();
  }

  private static List<String> plus(List<String> lines, String last) {
    List<String> all = new ArrayList<>(lines);
    all.add("…");
    all.add(last);
    return all;
  }

  private void draw(List<String> lines) {
    out.print(HOME);
    lines.forEach(out::println);
    out.flush();
  }

  private void change(JsonNode saga, String waits) {
    String id = JsonFields.required(saga, "sagaId");
    long revision = saga.path("revision").asLong();
    Long before = revisions.put(id, revision);
    if (before != null && before == revision) {
      return;
    }
    if (output == Output.json) {
      out.println(Json.line(saga));
    } else {
      out.println(
          "%s  %s  %s at revision %s%s"
              .formatted(
                  screen.time(JsonFields.time(saga, "updatedAt")),
                  id,
                  JsonFields.required(saga, "status"),
                  revision,
                  waits.isEmpty() ? "" : ": " + Printable.of(waits)));
    }
    out.flush();
  }

  private void left(String id) {
    revisions.remove(id);
    if (output == Output.json) {
      out.println(Json.line(Json.object().put("sagaId", id).put("left", true)));
    } else {
      out.println(id + "  no longer matches");
    }
  }
}
