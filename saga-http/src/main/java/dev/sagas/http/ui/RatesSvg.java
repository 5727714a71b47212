package dev.sagas.http.ui;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.StringJoiner;

/** Draws how many sagas started and ended in the last hour. */
final class RatesSvg {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 72;
  private static final int TOP = 4;
  private static final List<String> SERIES = List.of("started", "completed", "compensated");

  private RatesSvg() {}

  /** The drawing; empty if there are no numbers. */
  static String of(JsonNode rates) {
    JsonNode points = rates.path("points");
    if (points.size() < 2) {
      return "";
    }
    long largest = 1;
    for (JsonNode point : points) {
      for (String series : SERIES) {
        largest = Math.max(largest, point.path(series).asLong());
      }
    }
    SvgText svg =
        SvgText.drawing(
            WIDTH,
            HEIGHT,
            "rates",
            "Sagas started, completed and compensated, each 10 s of the last hour; at most "
                + largest);
    for (String series : SERIES) {
      svg.polyline("line-" + series, points(points, series, largest));
    }
    return svg.text("axis", 2, TOP + 8, Words.number(largest)).end();
  }

  private static String points(JsonNode points, String series, long largest) {
    StringJoiner joined = new StringJoiner(" ");
    for (int i = 0; i < points.size(); i++) {
      double x = (double) WIDTH * i / (points.size() - 1);
      double share = (double) points.path(i).path(series).asLong() / largest;
      joined.add(SvgText.number(x) + "," + SvgText.number(HEIGHT - 1 - share * (HEIGHT - TOP - 1)));
    }
    return joined.toString();
  }
}
