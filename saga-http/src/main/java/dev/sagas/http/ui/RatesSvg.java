package dev.sagas.http.ui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import java.util.StringJoiner;

/** Draws how many sagas started and ended, in the last hour and day by day. */
final class RatesSvg {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 72;
  private static final int TOP = 4;
  private static final List<String> SERIES = List.of("started", "completed", "compensated");

  private RatesSvg() {}

  /** The drawing of the last hour; empty if there are no numbers. */
  static String of(JsonNode rates) {
    return drawn(rates.path("points"), "each 10 s of the last hour");
  }

  /** The drawing of days; empty if there is one at most. */
  static String ofDays(JsonNode exported) {
    ArrayNode points = JsonNodeFactory.instance.arrayNode();
    if (exported.hasNonNull("from") && !exported.path("days").isEmpty()) {
      LocalDate newest = LocalDate.parse(Words.text(exported.path("days").path(0), "day"));
      LocalDate day = LocalDate.parse(Words.text(exported, "from"));
      for (; !day.isAfter(newest); day = day.plusDays(1)) {
        points.add(point(exported.path("days"), day));
      }
    }
    return drawn(points, "each day");
  }

  private static ObjectNode point(JsonNode days, LocalDate day) {
    ObjectNode point = JsonNodeFactory.instance.objectNode();
    for (JsonNode counted : days) {
      if (Words.text(counted, "day").equals(day.toString())) {
        point.put("started", counted.path("started").asLong());
        point.put("completed", counted.at("/ended/COMPLETED").asLong());
        point.put("compensated", counted.at("/ended/COMPENSATED").asLong());
      }
    }
    return point;
  }

  private static String drawn(JsonNode points, String when) {
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
            "Sagas started, completed and compensated, %s; at most %s".formatted(when, largest));
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
