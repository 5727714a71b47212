package dev.sagas.dev.bench;

import dev.sagas.cli.shared.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A report as text. */
final class BenchTable {
  private BenchTable() {}

  static List<String> lines(BenchReport report) {
    List<String> lines = new ArrayList<>();
    report.facts().forEach((name, fact) -> lines.add(name + ": " + fact));
    lines.add("");
    lines.addAll(rates(report));
    lines.add("");
    lines.addAll(cpu(report));
    if (report.product().stream().anyMatch(series -> !series.answered().isEmpty())) {
      lines.add("");
      lines.addAll(answers(report));
    }
    if (!report.topics().isEmpty()) {
      lines.add("");
      lines.addAll(topics(report));
    }
    if (!report.stores().isEmpty()) {
      lines.add("");
      lines.addAll(stores(report));
    }
    if (!report.targets().isEmpty()) {
      lines.add("");
      lines.addAll(targets(report));
    }
    report
        .audited()
        .ifPresent(
            audited -> {
              lines.add("");
              lines.add(
                  String.format(
                      Locale.ROOT,
                      "audit: %d sagas, %d violations",
                      audited.sagas(),
                      audited.violations()));
            });
    return lines;
  }

  private static Stream<Series> all(BenchReport report) {
    return Stream.concat(report.product().stream(), report.bound().stream());
  }

  private static List<String> rates(BenchReport report) {
    Columns columns =
        new Columns("series", "sagas/s", "p50 ms", "p99 ms", "max ms", "other processes' cores");
    all(report)
        .forEach(
            series ->
                columns.add(
                    series.label(),
                    series.perSecond().text(0),
                    series.latency(Window.Latency::p50).map(spread -> spread.text(1)).orElse("-"),
                    series.latency(Window.Latency::p99).map(spread -> spread.text(1)).orElse("-"),
                    series.latency(Window.Latency::max).map(spread -> spread.text(1)).orElse("-"),
                    series.otherCores().map(spread -> spread.text(2)).orElse("-")));
    return columns.lines();
  }

  private static List<String> cpu(BenchReport report) {
    Columns columns = new Columns("series", "process", "CPU µs a saga", "resident MB");
    all(report)
        .forEach(
            series -> {
              columns.add(series.label(), "all", series.cpuMicros().text(0), "");
              for (String process : series.processes()) {
                columns.add(
                    "",
                    process,
                    series.cpuMicros(process).text(0),
                    series.spread(window -> window.residentMb(process)).text(0));
              }
            });
    return columns.lines();
  }

  private static List<String> answers(BenchReport report) {
    Columns columns = new Columns("series", "question", "asked", "p50 ms", "p99 ms", "max ms");
    for (Series series : report.product()) {
      for (Question.Answered answered : series.answered()) {
        columns.add(
            series.label(),
            answered.question(),
            Long.toString(answered.count()),
            String.format(Locale.ROOT, "%.2f", answered.p50()),
            String.format(Locale.ROOT, "%.2f", answered.p99()),
            String.format(Locale.ROOT, "%.2f", answered.max()));
      }
    }
    return columns.lines();
  }

  private static List<String> topics(BenchReport report) {
    Columns columns =
        new Columns("topic", "records a saga", "bytes a saga", "bytes a saga on disk");
    for (TopicUse use : report.topics()) {
      columns.add(
          use.topic(),
          String.format(Locale.ROOT, "%.2f", use.recordsPerSaga()),
          String.format(Locale.ROOT, "%.0f", use.bytesPerSaga()),
          String.format(Locale.ROOT, "%.0f", use.diskBytesPerSaga()));
    }
    return columns.lines();
  }

  private static List<String> stores(BenchReport report) {
    Columns columns =
        new Columns(
            "store in RocksDB", "written a saga", "read a saga", "seeks a saga", "steps a saga");
    for (StoreUse use : report.stores()) {
      columns.add(
          use.store(),
          String.format(Locale.ROOT, "%.2f", use.writtenPerSaga()),
          String.format(Locale.ROOT, "%.2f", use.readPerSaga()),
          String.format(Locale.ROOT, "%.2f", use.seeksPerSaga()),
          String.format(Locale.ROOT, "%.2f", use.stepsPerSaga()));
    }
    return columns.lines();
  }

  private static List<String> targets(BenchReport report) {
    Columns columns = new Columns("measure", "result", "target", "met");
    for (Target target : report.targets()) {
      columns.add(target.measure(), target.result(), target.aim(), target.isMet() ? "yes" : "no");
    }
    return columns.lines();
  }
}
