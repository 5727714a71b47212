package dev.sagas.orchestrator.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.orchestrator.journal.AuditReport;
import dev.sagas.orchestrator.journal.Unprovable;
import dev.sagas.orchestrator.journal.Violation;
import java.util.Map;
import java.util.Optional;

/** Writes an audit's report for programs; described in {@code docs/reference/audit.md}. */
final class AuditJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private AuditJson() {}

  static String of(AuditReport report) {
    AuditReport.Counts counts = report.counts();
    ObjectNode json = MAPPER.createObjectNode();
    json.put("clean", report.isClean());
    json.put("sagas", counts.sagas());
    json.put("runs", counts.runs());
    json.put("transitions", counts.transitions());
    json.put("notes", counts.notes());
    json.put("commands", counts.commands());
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
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Expected a tree of JSON to be writable", e);
    }
  }

  private static void add(ObjectNode node, Violation violation) {
    node.put("code", violation.code().name());
    put(node, "sagaId", violation.saga());
    put(node, "run", violation.run());
    if (violation.revision().isPresent()) {
      node.put("revision", violation.revision().getAsLong());
    } else {
      node.putNull("revision");
    }
    put(node, "position", violation.position());
    node.put("message", violation.message());
  }

  private static void put(ObjectNode node, String name, Optional<?> value) {
    if (value.isPresent()) {
      node.put(name, value.get().toString());
    } else {
      node.putNull(name);
    }
  }

  private static void add(ObjectNode node, Unprovable expired) {
    node.put("topic", expired.topic());
    node.put("count", expired.count());
    node.put("message", expired.message());
  }
}
