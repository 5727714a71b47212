package dev.sagas.archive.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.archive.verify.ArchiveFinding;
import dev.sagas.archive.verify.VerifyReport;
import dev.sagas.cli.shared.Columns;
import dev.sagas.cli.shared.Printable;
import java.util.ArrayList;
import java.util.List;

/** Writes what was found in an archive. */
final class VerifyOutput {
  private VerifyOutput() {}

  static List<String> lines(VerifyReport report) {
    Columns table = new Columns("PARTITION", "ARCHIVED TO", "HEAD");
    for (VerifyReport.PartitionEnd end : report.partitions()) {
      table.add(Integer.toString(end.partition()), Long.toString(end.nextOffset()), end.head());
    }
    List<String> lines = new ArrayList<>(table.lines());
    lines.add("");
    for (ArchiveFinding finding : report.findings()) {
      lines.add(
          Printable.of("%s  %s: %s".formatted(finding.fault(), finding.key(), finding.message())));
    }
    lines.add(
        "Segments: %s, records: %s, findings: %s"
            .formatted(report.segments(), report.records(), report.findings().size()));
    lines.add(report.isClean() ? "Clean" : "Not clean");
    return lines;
  }

  static String json(VerifyReport report) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("clean", report.isClean());
    json.put("segments", report.segments());
    json.put("records", report.records());
    ArrayNode partitions = json.putArray("partitions");
    for (VerifyReport.PartitionEnd end : report.partitions()) {
      partitions
          .addObject()
          .put("partition", end.partition())
          .put("nextOffset", end.nextOffset())
          .put("head", end.head());
    }
    ArrayNode findings = json.putArray("findings");
    for (ArchiveFinding finding : report.findings()) {
      findings
          .addObject()
          .put("fault", finding.fault().name())
          .put("key", finding.key())
          .put("message", finding.message());
    }
    return json.toString();
  }
}
