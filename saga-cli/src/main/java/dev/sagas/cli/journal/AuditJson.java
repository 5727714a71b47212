package dev.sagas.cli.journal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.audit.AuditReport;
import dev.sagas.audit.Unprovable;
import dev.sagas.audit.Violation;
import dev.sagas.operate.json.ExportedSagaJson;
import dev.sagas.operate.json.Json;
import java.util.Map;

/** Writes an audit's report for programs; described in {@code docs/reference/audit.md}. */
final class AuditJson {
  private AuditJson() {}

  /**
   * The report.
   *
   * @param analytics true to write the statistics, too
   */
  static String of(AuditReport report, boolean analytics) {
    AuditReport.Counts counts = report.counts();
    ObjectNode json = Json.object();
    json.put("clean", report.isClean());
    json.put("sagas", counts.sagas());
    json.put("runs", counts.runs());
    json.put("transitions", counts.transitions());
    json.put("notes", counts.notes());
    json.put("commands", counts.commands());
    json.put("commandsRepeated", counts.commandsRepeated());
    json.put("outcomes", counts.outcomes());
    json.put("checkpoints", counts.checkpoints());
    ObjectNode statuses = json.putObject("statuses");
    for (Map.Entry<?, Long> status : counts.statuses().entrySet()) {
      statuses.put(String.valueOf(status.getKey()), status.getValue());
    }
    json.put("violationCount", report.violationCount());
    ArrayNode violations = json.putArray("violations");
    report.violations().forEach(violation -> add(violations.addObject(), violation));
    ArrayNode unprovable = json.putArray("unprovable");
    report.unprovable().forEach(expired -> add(unprovable.addObject(), expired));
    if (analytics) {
      AnalyticsJson.add(json.putObject("analytics"), report.analytics());
    }
    return Json.text(json);
  }

  /** The statistics of an export, and how far it is. */
  static String ofExport(ExportAnalytics.Read read, long nowMs) {
    ObjectNode json = Json.object();
    AnalyticsJson.add(json.putObject("analytics"), read.analytics());
    json.set("export", ExportedSagaJson.node(read.state(), nowMs));
    return Json.text(json);
  }

  private static void add(ObjectNode node, Violation violation) {
    node.put("code", violation.code().name());
    Json.put(node, "sagaId", violation.saga());
    Json.put(node, "run", violation.run());
    if (violation.revision().isPresent()) {
      node.put("revision", violation.revision().getAsLong());
    } else {
      node.putNull("revision");
    }
    Json.put(node, "position", violation.position());
    node.put("message", violation.message());
  }

  private static void add(ObjectNode node, Unprovable expired) {
    node.put("topic", expired.topic());
    node.put("count", expired.count());
    node.put("message", expired.message());
  }
}
