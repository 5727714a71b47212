package dev.sagas.dev.bench;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** The pictures of a report. */
final class BenchCharts {
  private static final int WIDTH = 860;
  private static final int LABELS = 220;
  private static final int VALUES = 190;
  private static final int ROW = 26;
  private static final int BAR = 16;
  private static final int HEIGHT = 180;
  private static final List<String> COLORS =
      List.of("#3465a4", "#cc7a00", "#4e9a06", "#a03060", "#75507b", "#555753");

  private BenchCharts() {}

  private static String color(int index) {
    return COLORS.get(index % COLORS.size());
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.0f", value);
  }

  /** A bar for each series, with the least and the most of its windows. */
  static String rates(List<Series> all) {
    Svg svg = new Svg(WIDTH, all.size() * ROW + ROW);
    double most = all.stream().mapToDouble(series -> series.perSecond().most()).max().orElse(1);
    double scale = (WIDTH - LABELS - VALUES) / most;
    for (int i = 0; i < all.size(); i++) {
      Series series = all.get(i);
      Spread rate = series.perSecond();
      double top = i * ROW + 5.0;
      double middle = top + BAR / 2.0;
      svg.text(LABELS - 8.0, top + BAR - 3, "end", series.label())
          .box(
              new Svg.Box(LABELS, top, rate.median() * scale, BAR),
              color(series.latency(Window.Latency::p50).isPresent() ? 0 : 1),
              series.label() + ": " + rate.text(0))
          .line(
              new Svg.Box(
                  LABELS + rate.least() * scale, middle, (rate.most() - rate.least()) * scale, 0),
              "#000")
          .text(LABELS + rate.most() * scale + 8, top + BAR - 3, "start", rate.text(0));
    }
    return svg.element("Sagas per second");
  }

  /** What a saga costs each process, one after the other in a bar for each series. */
  static String cpu(List<Series> all) {
    Set<String> processes = new LinkedHashSet<>();
    all.forEach(series -> processes.addAll(series.processes()));
    List<String> names = new ArrayList<>(processes);
    Svg svg = new Svg(WIDTH, all.size() * ROW + 2 * ROW);
    double most = all.stream().mapToDouble(series -> total(series, names)).max().orElse(1);
    double scale = (WIDTH - LABELS - VALUES) / most;
    for (int i = 0; i < all.size(); i++) {
      Series series = all.get(i);
      double top = i * ROW + 5.0;
      double left = LABELS;
      for (int j = 0; j < names.size(); j++) {
        double micros = series.cpuMicros(names.get(j)).median();
        svg.box(
            new Svg.Box(left, top, micros * scale, BAR),
            color(j),
            series.label() + ", " + names.get(j) + ": " + number(micros));
        left += micros * scale;
      }
      svg.text(LABELS - 8.0, top + BAR - 3, "end", series.label())
          .text(left + 8, top + BAR - 3, "start", number(total(series, names)));
    }
    addLegend(svg, names, all.size() * ROW + ROW);
    return svg.element("CPU microseconds a saga by process");
  }

  private static double total(Series series, List<String> processes) {
    return processes.stream().mapToDouble(name -> series.cpuMicros(name).median()).sum();
  }

  private static void addLegend(Svg svg, List<String> names, double base) {
    double step = (double) (WIDTH - LABELS) / Math.max(1, names.size());
    for (int i = 0; i < names.size(); i++) {
      svg.box(new Svg.Box(LABELS + i * step, base - 10, 10, 10), color(i), names.get(i))
          .text(LABELS + i * step + 16, base, "start", names.get(i));
    }
  }

  /** A line for each series, from window to window. */
  static String windows(List<Series> all, String label, ToDoubleFunction<Window> value) {
    Svg svg = new Svg(WIDTH, HEIGHT + 2 * ROW);
    double most =
        all.stream()
            .flatMap(series -> series.windows().stream())
            .mapToDouble(value)
            .max()
            .orElse(1);
    double scale = HEIGHT / Math.max(most, 1e-9);
    svg.line(new Svg.Box(LABELS, HEIGHT + 5.0, WIDTH - LABELS, 0), "#888")
        .text(LABELS - 8.0, HEIGHT + 5.0, "end", "0")
        .text(LABELS - 8.0, 14, "end", number(most));
    for (int i = 0; i < all.size(); i++) {
      List<Window> windows = all.get(i).windows();
      double step = (WIDTH - LABELS - 20.0) / Math.max(1, windows.size() - 1);
      for (int j = 0; j < windows.size(); j++) {
        double left = LABELS + 5 + j * step;
        double top = HEIGHT + 5 - value.applyAsDouble(windows.get(j)) * scale;
        svg.box(
            new Svg.Box(left - 2.5, top - 2.5, 5, 5),
            color(i),
            all.get(i).label() + ": " + number(value.applyAsDouble(windows.get(j))));
        if (j > 0) {
          double before = HEIGHT + 5 - value.applyAsDouble(windows.get(j - 1)) * scale;
          svg.line(new Svg.Box(left - step, before, step, top - before), color(i));
        }
      }
    }
    addLegend(svg, all.stream().map(Series::label).toList(), HEIGHT + 2.0 * ROW - 8);
    return svg.element(label);
  }
}
