package dev.sagas.http.ui;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * Draws a definition: steps from left to right, the branches of a group one below the other, what
 * undoes a step dotted below it, the pivot with a double frame; with the sagas that are at each.
 */
final class GraphSvg {
  private static final int BOX_WIDTH = 150;
  private static final int BOX_HEIGHT = 46;
  private static final int GAP = 26;
  private static final int ROW = 118;
  private static final int MARGIN = 8;
  private static final int UNDO_HEIGHT = 22;
  private static final int NAME_CHARS = 21;

  private final SvgText svg;
  private final Map<String, StepLoad> loads;
  private final Map<String, StepAttempts> attempts;

  private GraphSvg(SvgText svg, Map<String, StepLoad> loads, Map<String, StepAttempts> attempts) {
    this.svg = svg;
    this.loads = Map.copyOf(loads);
    this.attempts = Map.copyOf(attempts);
  }

  /**
   * Sagas that are at a step.
   *
   * @param url of the list of them
   */
  record StepLoad(long waiting, long undoing, long incidents, String url) {
    long total() {
      return waiting + undoing + incidents;
    }

    String text() {
      return Words.number(total())
          + (undoing > 0 ? " · " + Words.number(undoing) + " undoing" : "")
          + (incidents > 0 ? " · " + Words.number(incidents) + " incidents" : "");
    }
  }

  /** The drawing. */
  static String of(
      JsonNode definition, Map<String, StepLoad> loads, Map<String, StepAttempts> attempts) {
    int columns = 0;
    int rows = 1;
    for (JsonNode stage : definition.path("stages")) {
      columns += columns(stage);
      rows = Math.max(rows, stage.path("branches").size());
    }
    SvgText svg =
        SvgText.drawing(
            2 * MARGIN + columns * (BOX_WIDTH + GAP),
            2 * MARGIN + rows * ROW,
            "graph",
            "Steps of " + Words.text(definition, "type") + ", from left to right");
    new GraphSvg(svg, loads, attempts).draw(definition);
    return svg.end();
  }

  private static int columns(JsonNode stage) {
    int columns = 0;
    for (JsonNode branch : stage.path("branches")) {
      columns = Math.max(columns, branch.path("steps").size());
    }
    return columns;
  }

  private void draw(JsonNode definition) {
    JsonNode stages = definition.path("stages");
    int column = 0;
    for (int i = 0; i < stages.size(); i++) {
      JsonNode stage = stages.path(i);
      int width = columns(stage);
      for (int row = 0; row < stage.path("branches").size(); row++) {
        JsonNode steps = stage.path("branches").path(row).path("steps");
        drawBranch(steps, column, row);
        if (column > 0) {
          drawEdge(x(column) - GAP / 2.0, x(column), row, x(column) - GAP / 2.0);
        }
        if (i < stages.size() - 1) {
          double join = x(column + width) - GAP / 2.0;
          drawEdge(x(column + steps.size()) - GAP, join, row, join);
        }
      }
      column += width;
    }
  }

  private void drawBranch(JsonNode steps, int column, int row) {
    for (int i = 0; i < steps.size(); i++) {
      drawStep(steps.path(i), x(column + i), MARGIN + (double) row * ROW);
      if (i > 0) {
        svg.line(
            "edge",
            x(column + i) - GAP,
            middle(row),
            new SvgText.Point(x(column + i), middle(row)));
      }
    }
  }

  /** An edge of a branch, with the piece that joins it to the first branch. */
  private void drawEdge(double from, double to, int row, double join) {
    svg.line("edge", from, middle(row), new SvgText.Point(to, middle(row)));
    if (row > 0) {
      svg.line("edge", join, middle(0), new SvgText.Point(join, middle(row)));
    }
  }

  private static double middle(int row) {
    return MARGIN + (double) row * ROW + BOX_HEIGHT / 2.0;
  }

  private static double x(int column) {
    return MARGIN + (double) column * (BOX_WIDTH + GAP);
  }

  private void drawStep(JsonNode step, double x, double y) {
    String name = Words.text(step, "name");
    StepLoad load = loads.getOrDefault(name, new StepLoad(0, 0, 0, ""));
    String tone = load.incidents() > 0 ? " incident" : "";
    svg.rect("step" + tone, new SvgText.Box(x, y, BOX_WIDTH, BOX_HEIGHT), title(step));
    if (step.path("pivot").asBoolean()) {
      svg.rect("pivot", new SvgText.Box(x + 3, y + 3, BOX_WIDTH - 6.0, BOX_HEIGHT - 6.0));
    }
    svg.text("name", x + 8, y + 19, SvgText.cut(name, NAME_CHARS));
    String on = Words.text(step, "on");
    svg.text("on", x + 8, y + 36, SvgText.cut(on.isEmpty() ? Words.text(step, "kind") : on, 23));
    String undo = Words.text(step, "compensation");
    if (!undo.isEmpty()) {
      double undoY = y + BOX_HEIGHT + 8;
      svg.line("tie", x + 16, y + BOX_HEIGHT, new SvgText.Point(x + 16, y + BOX_HEIGHT + 8.0));
      svg.rect("undo", new SvgText.Box(x, undoY, BOX_WIDTH, UNDO_HEIGHT), "undone by " + undo);
      svg.text("on", x + 8, undoY + 15, SvgText.cut(undo.substring(undo.lastIndexOf('.') + 1), 23));
    }
    double below = undo.isEmpty() ? 16 : UNDO_HEIGHT + 24;
    StepAttempts ended = attempts.getOrDefault(name, StepAttempts.NONE);
    if (ended.failed() > 0) {
      svg.text("on", x + 8, y + BOX_HEIGHT + below + 14, "failed " + ended.text());
    }
    if (load.total() > 0) {
      svg.link(load.url()).text("count", x + 8, y + BOX_HEIGHT + below, load.text()).endLink();
    }
  }

  private static String title(JsonNode step) {
    String kind = Words.shown(step, "kind");
    return Words.text(step, "name")
        + ": "
        + kind
        + (step.path("pivot").asBoolean() ? ", the pivot" : "")
        + (step.path("conditional").asBoolean() ? ", only if its condition holds" : "")
        + (step.hasNonNull("timeoutMs")
            ? ", answered within " + Words.exact(step.path("timeoutMs").asLong())
            : "")
        + (step.hasNonNull("maxAttempts")
            ? ", at most " + step.path("maxAttempts").asText() + " attempts"
            : "");
  }
}
