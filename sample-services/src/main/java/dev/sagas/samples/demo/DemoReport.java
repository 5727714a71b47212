package dev.sagas.samples.demo;

import dev.sagas.samples.order.OrderBooks;
import dev.sagas.schema.OutcomeKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the demo found.
 *
 * @param incidents how many sagas wait for an operator
 * @param audit what the audit found wrong; empty if it is clean
 * @param books what the databases show; empty if they were not checked
 */
record DemoReport(
    RunResult run, long incidents, List<String> audit, Optional<OrderBooks.Report> books) {
  DemoReport {
    audit = List.copyOf(audit);
  }

  int booksViolations() {
    return books.map(report -> report.violations().size()).orElse(0);
  }

  boolean isAsExpected() {
    return run.surprises().isEmpty() && incidents == 0 && audit.isEmpty() && booksViolations() == 0;
  }

  /** The report as one object, its names being part of the command's interface. */
  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("sagas", run.orders().size());
    json.put("completed", run.count(OutcomeKind.COMPLETED));
    json.put("compensated", run.count(OutcomeKind.COMPENSATED));
    json.put("incidents", incidents);
    json.put("unexpected", run.surprises().size());
    json.put("auditViolations", audit.size());
    json.put("booksViolations", booksViolations());
    json.put("booksChecked", books.isPresent());
    json.put("endedBefore", run.endedBefore());
    json.put("elapsedMs", run.elapsed().toMillis());
    json.put("sagasPerSecond", Math.round(run.sagasPerSecond() * 10) / 10.0);
    json.put("p50Ms", run.latencyMs().getValueAtPercentile(50));
    json.put("p99Ms", run.latencyMs().getValueAtPercentile(99));
    json.put("maxMs", run.latencyMs().getMaxValue());
    return json;
  }
}
