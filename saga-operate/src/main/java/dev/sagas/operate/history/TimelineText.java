package dev.sagas.operate.history;

import dev.sagas.operate.history.SagaTimeline.Lane;
import dev.sagas.operate.history.SagaTimeline.Result;
import dev.sagas.operate.history.SagaTimeline.Span;
import dev.sagas.operate.query.TimeText;
import dev.sagas.protocol.StepName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Draws a timeline as text: the steps from left to right, and below each the undo of it.
 *
 * <ul>
 *   <li>What does not fit beside each other continues below.
 * </ul>
 */
public final class TimelineText {
  /** How wide the picture is at most by default. */
  static final int COLUMNS = 80;

  private static final String FORWARD = "forward  ";
  private static final String UNDO = "undo     ";
  private static final String MARGIN = " ".repeat(FORWARD.length());
  private static final int GAP = 2;

  private final Map<StepName, Integer> undoOrder = new HashMap<>();
  private final boolean undoes;

  private TimelineText(SagaTimeline timeline) {
    record Begun(StepName step, long fromMs, int place) {}
    List<Begun> begun = new ArrayList<>();
    for (int i = 0; i < timeline.lanes().size(); i++) {
      Lane lane = timeline.lanes().get(i);
      if (!lane.undo().isEmpty()) {
        begun.add(new Begun(lane.step(), lane.undo().get(0).fromMs(), -i));
      }
    }
    begun.sort(Comparator.comparingLong(Begun::fromMs).thenComparingInt(Begun::place));
    begun.forEach(each -> undoOrder.put(each.step(), undoOrder.size() + 1));
    this.undoes = !begun.isEmpty();
  }

  /** The lines of the picture, at most {@value #COLUMNS} columns wide. */
  public static List<String> picture(SagaTimeline timeline) {
    return picture(timeline, COLUMNS);
  }

  /** The lines of the picture, at most that wide unless a single step is wider. */
  public static List<String> picture(SagaTimeline timeline, int columns) {
    TimelineText text = new TimelineText(timeline);
    List<String> lines = new ArrayList<>();
    List<List<String>> band = new ArrayList<>();
    int width = FORWARD.length();
    for (int i = 0; i < timeline.lanes().size(); i++) {
      List<String> column = text.column(timeline.lanes().get(i), i + 1);
      if (!band.isEmpty() && width + width(column) > columns) {
        text.add(band, lines);
        band = new ArrayList<>();
        width = FORWARD.length();
      }
      band.add(column);
      width += width(column);
    }
    text.add(band, lines);
    return lines;
  }

  private static int width(List<String> column) {
    return column.stream().mapToInt(String::length).max().orElse(0) + GAP;
  }

  /** Name, result and time of the step; the line to its undo; result and time of that. */
  private List<String> column(Lane lane, int number) {
    List<String> cells = new ArrayList<>(List.of(number + " " + lane.step()));
    cells.addAll(span(lane.forward(), ""));
    if (lane.undo().isEmpty()) {
      cells.addAll(List.of("", "", ""));
    } else {
      cells.add("  │");
      cells.addAll(span(lane.undo(), undoOrder.get(lane.step()) + ". "));
    }
    return cells;
  }

  /** How the last run of the action ended, and how long all of them took. */
  private static List<String> span(List<Span> spans, String prefix) {
    if (spans.isEmpty()) {
      return List.of("", "");
    }
    Span last = spans.get(spans.size() - 1);
    long tookMs =
        spans.stream()
            .filter(span -> span.toMs().isPresent())
            .mapToLong(span -> span.toMs().getAsLong() - span.fromMs())
            .sum();
    int attempts = spans.stream().mapToInt(span -> span.attempts().size()).sum();
    String time = last.result() == Result.OPEN ? "not over" : TimeText.duration(tookMs);
    return List.of(
        "  " + prefix + word(last.result()),
        "  " + (attempts > 1 ? time + ", " + attempts + " attempts" : time));
  }

  static String word(Result result) {
    return switch (result) {
      case OPEN -> "open";
      case SUCCEEDED -> "succeeded";
      case REJECTED -> "rejected";
      case UNKNOWN -> "unknown";
      case SKIPPED -> "skipped";
      case ABANDONED -> "abandoned";
      case UNDONE -> "undone";
      case NOTHING_TO_UNDO -> "nothing to undo";
      case GIVEN_UP -> "not undone";
    };
  }

  private void add(List<List<String>> band, List<String> lines) {
    if (band.isEmpty()) {
      return;
    }
    if (!lines.isEmpty()) {
      lines.add("");
    }
    lines.add(row(FORWARD, band, 0));
    lines.add(row(MARGIN, band, 1));
    lines.add(row(MARGIN, band, 2));
    if (undoes) {
      lines.add(row(MARGIN, band, 3));
      lines.add(row(UNDO, band, 4));
      lines.add(row(MARGIN, band, 5));
    }
  }

  private static String row(String label, List<List<String>> band, int line) {
    StringBuilder row = new StringBuilder(label);
    for (List<String> column : band) {
      String cell = column.get(line);
      row.append(cell).append(" ".repeat(width(column) - cell.length()));
    }
    return row.toString().stripTrailing();
  }

  /**
   * What happened besides, in the order of time: what concerns the saga as a whole, attempts that
   * failed, and stretches in which it did not move.
   */
  public static List<Moment> moments(SagaTimeline timeline) {
    Stream<Moment> marks =
        timeline.marks().stream().map(mark -> new Moment(mark.atMs(), mark.text()));
    Stream<Moment> idle =
        timeline.idle().stream()
            .map(
                stretch ->
                    new Moment(
                        stretch.fromMs(),
                        "waited %s for %s"
                            .formatted(
                                TimeText.duration(stretch.toMs() - stretch.fromMs()),
                                waitedFor(stretch))));
    return Stream.of(timeline.lanes().stream().flatMap(TimelineText::failures), marks, idle)
        .flatMap(moments -> moments)
        .sorted(Comparator.comparingLong(Moment::atMs))
        .toList();
  }

  /** Something that happened at a time. */
  public record Moment(long atMs, String text) {}

  private static String waitedFor(SagaTimeline.Idle stretch) {
    return switch (stretch.kind()) {
      case REPLY -> "an answer of " + stretch.on();
      case RETRY -> "the next attempt of " + stretch.on();
      case SIGNAL -> "the signal " + stretch.on();
      case SLEEP -> "the end of the sleep " + stretch.on();
      case CAPACITY -> "room for it to begin";
      case PAUSED -> "a resume, paused by " + stretch.on();
      case INCIDENT -> "a person, incident " + stretch.on();
    };
  }

  private static Stream<Moment> failures(Lane lane) {
    return Stream.concat(
        lane.forward().stream().flatMap(span -> failures(lane.step().value(), span)),
        lane.undo().stream().flatMap(span -> failures("the undo of " + lane.step(), span)));
  }

  private static Stream<Moment> failures(String what, Span span) {
    return span.attempts().stream()
        .filter(attempt -> !attempt.code().isEmpty() || !attempt.message().isEmpty())
        .map(
            attempt ->
                new Moment(
                    attempt.settledAtMs().orElse(attempt.sentAtMs()),
                    "attempt %s of %s: %s%s"
                        .formatted(
                            attempt.number(),
                            what,
                            attempt.code(),
                            attempt.message().isBlank() ? "" : ", " + attempt.message())));
  }
}
