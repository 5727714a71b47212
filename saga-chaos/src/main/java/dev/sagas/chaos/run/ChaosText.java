package dev.sagas.chaos.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.chaos.run.ChaosReport.Injected;
import dev.sagas.dev.checker.Verdict;
import dev.sagas.operate.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A report for a person, or as JSON. */
final class ChaosText {
  private ChaosText() {}

  static String table(ChaosReport report) {
    List<String> lines = new ArrayList<>();
    lines.add("seed %s, %s s".formatted(report.seed(), report.seconds()));
    lines.add(row("fault", "member", "at ms", "lasted ms", "pause ms"));
    for (Injected fault : report.injected()) {
      lines.add(
          row(
              fault.fault(),
              fault.member(),
              Long.toString(fault.atMs()),
              Long.toString(fault.lastedMs()),
              Long.toString(fault.pauseMs())));
    }
    lines.add("sagas: " + pairs(report.sagas()));
    lines.add("latency in ms: " + pairs(report.latencyMs()));
    if (!report.clientErrors().isEmpty()) {
      lines.add("errors of clients: " + pairs(report.clientErrors()));
    }
    report.restarted().forEach(process -> lines.add("ended by itself: " + process));
    report.unsettled().forEach(saga -> lines.add("has not ended: " + saga));
    report.verdicts().forEach(verdict -> lines.add("VIOLATION " + verdict));
    lines.add(report.isClean() ? "no violation" : "NOT CLEAN");
    return String.join(System.lineSeparator(), lines);
  }

  private static String row(String... values) {
    return String.format(Locale.ROOT, "%-18s %-22s %9s %10s %9s", (Object[]) values);
  }

  private static String pairs(Map<String, Long> values) {
    return values.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  static String json(ChaosReport report) {
    return Json.text(node(report));
  }

  static ObjectNode node(ChaosReport report) {
    ObjectNode json = Json.object();
    json.put("seed", report.seed());
    json.put("seconds", report.seconds());
    json.put("clean", report.isClean());
    for (Injected fault : report.injected()) {
      json.withArray("faults")
          .addObject()
          .put("fault", fault.fault())
          .put("member", fault.member())
          .put("atMs", fault.atMs())
          .put("lastedMs", fault.lastedMs())
          .put("pauseMs", fault.pauseMs());
    }
    report.sagas().forEach(json.putObject("sagas")::put);
    report.latencyMs().forEach(json.putObject("latencyMs")::put);
    report.clientErrors().forEach(json.putObject("clientErrors")::put);
    report.restarted().forEach(json.withArray("restarted")::add);
    report.unsettled().forEach(json.withArray("unsettled")::add);
    for (Verdict verdict : report.verdicts()) {
      json.withArray("violations")
          .addObject()
          .put("kind", verdict.kind().toString())
          .put("subject", verdict.subject())
          .put("detail", verdict.detail());
    }
    return json;
  }
}
