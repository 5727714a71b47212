package dev.sagas.samples.demo;

import dev.sagas.samples.order.OrderBooks;
import dev.sagas.samples.order.SampleOrder.Because;
import dev.sagas.schema.OutcomeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The demo's report for a person. */
final class ReportText {
  private static final int MAX_LISTED = 20;

  private final DemoReport report;
  private final List<String> lines = new ArrayList<>();

  private ReportText(DemoReport report) {
    this.report = report;
  }

  static List<String> of(DemoReport report) {
    ReportText text = new ReportText(report);
    text.addTotals();
    text.addSpeed();
    text.addBooks();
    text.addList(
        "audit", report.audit(), "unbroken: chain, commands, undo order, outcomes, checkpoints");
    text.addSurprises();
    text.lines.add("");
    text.lines.add(
        report.isAsExpected()
            ? "Every saga ended as expected, and everything adds up."
            : "NOT as expected: see above.");
    return List.copyOf(text.lines);
  }

  private void addTotals() {
    RunResult run = report.run();
    lines.add(
        String.format(
            Locale.ROOT,
            "sagas     %d: %d completed, %d compensated%s",
            run.orders().size(),
            run.count(OutcomeKind.COMPLETED),
            run.count(OutcomeKind.COMPENSATED),
            run.endedBefore() == 0 ? "" : "; " + run.endedBefore() + " had ended before"));
    Map<Because, Long> reasons =
        new TreeMap<>(
            run.orders().stream()
                .collect(
                    Collectors.groupingBy(
                        order -> order.order().because(), Collectors.counting())));
    lines.add(
        "expected  "
            + reasons.entrySet().stream()
                .map(reason -> reason.getValue() + " " + name(reason.getKey()))
                .collect(Collectors.joining(", ")));
    lines.add("incidents " + report.incidents());
  }

  private static String name(Because because) {
    return because.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private void addSpeed() {
    RunResult run = report.run();
    lines.add(
        String.format(
            Locale.ROOT,
            "speed     %.1f sagas/s in %.1f s; latency p50 %d ms, p99 %d ms, max %d ms",
            run.sagasPerSecond(),
            run.elapsed().toMillis() / 1000.0,
            run.latencyMs().getValueAtPercentile(50),
            run.latencyMs().getValueAtPercentile(99),
            run.latencyMs().getMaxValue()));
  }

  private void addBooks() {
    if (report.books().isEmpty()) {
      lines.add("books     NOT CHECKED: give --database-url to check the databases");
      return;
    }
    OrderBooks.Report books = report.books().get();
    String totals =
        new TreeMap<>(books.totals())
            .entrySet().stream()
                .map(total -> "%s %s".formatted(total.getKey(), sum(total.getValue())))
                .collect(Collectors.joining(", "));
    addList("books", books.violations().stream().map(Object::toString).toList(), totals);
  }

  private static String sum(OrderBooks.Total total) {
    return total.unit().equals("cents")
        ? String.format(Locale.ROOT, "%d.%02d EUR", total.found() / 100, total.found() % 100)
        : total.found() + " " + total.unit();
  }

  private void addList(String what, List<String> violations, String ifNone) {
    if (violations.isEmpty()) {
      lines.add("%-9s clean: %s".formatted(what, ifNone));
      return;
    }
    lines.add(String.format(Locale.ROOT, "%-9s %d violations", what, violations.size()));
    violations.stream().limit(MAX_LISTED).forEach(violation -> lines.add("  " + violation));
    if (violations.size() > MAX_LISTED) {
      lines.add("  … and " + (violations.size() - MAX_LISTED) + " more");
    }
  }

  private void addSurprises() {
    List<String> surprises =
        report.run().surprises().stream()
            .map(order -> order.order().orderId() + ": " + order.surprise().orElse(""))
            .toList();
    if (!surprises.isEmpty()) {
      addList("unexpected", surprises, "");
    }
  }
}
