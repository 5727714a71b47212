package dev.sagas.dev.bench;

import java.util.ArrayList;
import java.util.List;

/** A report as one page of HTML that needs nothing from elsewhere. */
final class BenchPage {
  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="UTF-8">
      <title>saga bench PROFILE</title>
      <style>
      body { font: 14px/1.5 sans-serif; margin: 2em auto; max-width: 60em; padding: 0 1em; }
      svg { font: 12px sans-serif; max-width: 100%; height: auto; }
      pre { overflow-x: auto; background: #f4f4f4; padding: 1em; }
      </style>
      </head>
      <body>
      <h1>saga bench PROFILE</h1>
      """;

  private BenchPage() {}

  static String of(BenchReport report) {
    String profile = Svg.escaped(report.profile().toString());
    StringBuilder page = new StringBuilder(HEAD.replace("PROFILE", profile));
    List<Series> all = new ArrayList<>(report.product());
    all.addAll(report.bound());
    add(page, "Sagas per second", BenchCharts.rates(all));
    add(page, "CPU microseconds a saga", BenchCharts.cpu(all));
    add(
        page,
        "Sagas per second, window by window",
        BenchCharts.windows(
            report.product(), "Sagas per second, window by window", Window::perSecond));
    add(
        page,
        "Latency p99 in ms, window by window",
        BenchCharts.windows(
            report.product(),
            "Latency p99 in ms, window by window",
            window -> window.latency().map(Window.Latency::p99).orElse(0.0)));
    add(
        page,
        "All figures",
        "<pre>" + Svg.escaped(String.join("\n", BenchTable.lines(report))) + "</pre>");
    return page.append("</body>\n</html>\n").toString();
  }

  private static void add(StringBuilder page, String title, String content) {
    page.append("<h2>").append(title).append("</h2>\n").append(content).append('\n');
  }
}
