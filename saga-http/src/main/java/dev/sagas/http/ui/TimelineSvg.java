package dev.sagas.http.ui;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Draws the course of a saga: the steps one below the other, going forward; below the line, in
 * reverse, what undid them, each tied to what it undoes.
 */
final class TimelineSvg {
  private static final int WIDTH = 960;
  private static final int NAMES = 190;
  private static final int ROW = 24;
  private static final int BAR = 14;
  private static final int AXIS = 30;
  private static final int TOP = 6;
  private static final double LEAST_WIDTH = 3;
  private static final int NAME_CHARS = 26;

  private final TimelineModel model;
  private final List<TimelineModel.Lane> undone;
  private final TimeScale scale;
  private final SvgText svg;

  private TimelineSvg(TimelineModel model) {
    this.model = model;
    this.undone = new ArrayList<>();
    for (int i = model.lanes().size() - 1; i >= 0; i--) {
      if (!model.lanes().get(i).undo().isEmpty()) {
        undone.add(model.lanes().get(i));
      }
    }
    this.scale = TimeScale.of(model, NAMES, WIDTH - NAMES - 8.0);
    this.svg =
        SvgText.drawing(
            WIDTH,
            TOP + ROW * (model.lanes().size() + undone.size()) + AXIS + TOP,
            "timeline",
            "Timeline of %s steps, %s of them with an undo, over %s"
                .formatted(
                    model.lanes().size(),
                    undone.size(),
                    Words.exact(model.toMs() - model.fromMs())));
  }

  /** The drawing; empty if there is no step yet. */
  static String of(JsonNode json, long nowMs) {
    TimelineModel model = TimelineModel.read(json, nowMs);
    return model.lanes().isEmpty() ? "" : new TimelineSvg(model).drawn();
  }

  private String drawn() {
    double axis = TOP + ROW * (double) model.lanes().size() + AXIS / 2.0;
    drawIdle(axis);
    for (int i = 0; i < undone.size(); i++) {
      double y = axis + AXIS / 2.0 + ROW * (double) i;
      drawTies(undone.get(i), y);
      drawLane("undo " + undone.get(i).step(), undone.get(i).undo(), y);
    }
    for (int i = 0; i < model.lanes().size(); i++) {
      TimelineModel.Lane lane = model.lanes().get(i);
      drawLane(lane.step(), lane.forward(), TOP + ROW * (double) i);
    }
    svg.line("axis", NAMES, axis, new SvgText.Point(WIDTH, axis));
    svg.text("axis", 0, axis + 4, "forward ↑" + (undone.isEmpty() ? "" : "  undo ↓"));
    return svg.end();
  }

  private void drawIdle(double axis) {
    double height = 2.0 * TOP + ROW * (double) (model.lanes().size() + undone.size()) + AXIS;
    for (TimelineModel.Idle idle : TimeScale.collapsed(model, WIDTH - NAMES - 8.0)) {
      String length = Words.exact(idle.toMs() - idle.fromMs());
      double x = scale.x(idle.fromMs());
      svg.rect(
          "idle",
          new SvgText.Box(x, 0, TimeScale.IDLE_WIDTH, height),
          length + " " + idle.reason());
      svg.text("idle-text", x + 2, axis - 3, length);
    }
  }

  private void drawTies(TimelineModel.Lane lane, double undoY) {
    double forwardY = TOP + ROW * (double) model.lanes().indexOf(lane) + BAR + 4;
    for (TimelineModel.Span undo : lane.undo()) {
      double x = scale.x(undo.fromMs()) + LEAST_WIDTH / 2;
      svg.line("tie", x, forwardY, new SvgText.Point(x, undoY + 4));
    }
  }

  private void drawLane(String name, List<TimelineModel.Span> spans, double y) {
    svg.text("name", 0, y + BAR + 1, SvgText.cut(name, NAME_CHARS));
    for (TimelineModel.Span span : spans) {
      drawSpan(name, span, y + 4);
    }
  }

  private void drawSpan(String name, TimelineModel.Span span, double y) {
    String title =
        "%s: %s, %s"
            .formatted(name, span.result(), Words.exact(Math.max(0, span.toMs() - span.fromMs())));
    svg.rect("span " + tone(span.result()), box(span.fromMs(), span.toMs(), y), title);
    for (TimelineModel.Attempt attempt : span.attempts()) {
      long workedMs = attempt.repliedMs().orElse(attempt.settledMs());
      svg.rect(
          "attempt " + tone(attempt.answer()),
          box(attempt.sentMs(), workedMs, y),
          title(name, attempt));
      if (attempt.repliedMs().isPresent() && attempt.settledMs() > workedMs) {
        svg.rect(
            "queued",
            box(workedMs, attempt.settledMs(), y),
            "%s in the reply topic".formatted(Words.exact(attempt.settledMs() - workedMs)));
      }
      attempt
          .retryMs()
          .ifPresent(
              retryMs ->
                  svg.rect(
                      "backoff",
                      box(attempt.settledMs(), Math.min(retryMs, model.toMs()), y),
                      "%s until the next attempt"
                          .formatted(Words.exact(Math.max(0, retryMs - attempt.settledMs())))));
    }
  }

  private static String title(String name, TimelineModel.Attempt attempt) {
    JsonNode json = attempt.json();
    String code = Words.text(json, "code");
    long tookMs = attempt.repliedMs().orElse(attempt.settledMs()) - attempt.sentMs();
    return "%s, attempt %s: %s after %s in the topic and at the participant%s"
        .formatted(
            name,
            Words.shown(json, "attempt"),
            attempt.answer(),
            Words.exact(Math.max(0, tookMs)),
            code.isEmpty() ? "" : ", " + code + " " + Words.text(json, "message"));
  }

  private SvgText.Box box(long fromMs, long toMs, double y) {
    double x = scale.x(fromMs);
    return new SvgText.Box(x, y, Math.max(LEAST_WIDTH, scale.x(toMs) - x), BAR);
  }

  /** The class of a result; one that is not known has no colour. */
  private static String tone(String result) {
    return switch (result.toLowerCase(Locale.ROOT)) {
      case "succeeded" -> "completed";
      case "undone", "nothing to undo" -> "compensated";
      case "rejected", "given up" -> "incident";
      case "unknown", "failed", "timed out" -> "undoing";
      case "open", "none" -> "running";
      default -> "unknown";
    };
  }
}
