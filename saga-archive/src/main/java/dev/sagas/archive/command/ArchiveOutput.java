package dev.sagas.archive.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.archive.write.PartitionReport;
import dev.sagas.cli.shared.Columns;
import java.util.ArrayList;
import java.util.List;

/** Writes what a run did. */
final class ArchiveOutput {
  private ArchiveOutput() {}

  static List<String> lines(List<PartitionReport> reports, boolean isDryRun) {
    Columns table =
        new Columns(
            "PARTITION", "SEGMENTS", "RECORDS", "BYTES", "STORED", "ARCHIVED TO", "LEFT", "HEAD");
    PartitionReport.Sealed all = total(reports);
    for (PartitionReport report : reports) {
      PartitionReport.Sealed sealed = report.sealed();
      table.add(
          Integer.toString(report.partition()),
          Long.toString(sealed.segments()),
          Long.toString(sealed.records()),
          Long.toString(sealed.recordBytes()),
          Long.toString(sealed.fileBytes()),
          Long.toString(report.nextOffset()),
          Long.toString(report.endOffset() - report.nextOffset()),
          report.head());
    }
    List<String> lines = new ArrayList<>(table.lines());
    lines.add("");
    lines.add(
        isDryRun
            ? "Offsets to archive: %s; nothing was written".formatted(left(reports))
            : "Segments: %s, records: %s, bytes: %s, in the store: %s, offsets left: %s"
                .formatted(
                    all.segments(),
                    all.records(),
                    all.recordBytes(),
                    all.fileBytes(),
                    left(reports)));
    return lines;
  }

  private static long left(List<PartitionReport> reports) {
    return reports.stream().mapToLong(each -> each.endOffset() - each.nextOffset()).sum();
  }

  private static PartitionReport.Sealed total(List<PartitionReport> reports) {
    return reports.stream()
        .map(PartitionReport::sealed)
        .reduce(new PartitionReport.Sealed(0, 0, 0, 0), PartitionReport.Sealed::plus);
  }

  static String json(List<PartitionReport> reports, boolean isDryRun) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("dryRun", isDryRun);
    put(json, total(reports));
    json.put("offsetsLeft", left(reports));
    ArrayNode partitions = json.putArray("partitions");
    for (PartitionReport report : reports) {
      ObjectNode partition = partitions.addObject().put("partition", report.partition());
      put(partition, report.sealed());
      partition.put("nextOffset", report.nextOffset());
      partition.put("endOffset", report.endOffset());
      partition.put("head", report.head());
    }
    return json.toString();
  }

  private static void put(ObjectNode json, PartitionReport.Sealed sealed) {
    json.put("segments", sealed.segments());
    json.put("records", sealed.records());
    json.put("recordBytes", sealed.recordBytes());
    json.put("storedBytes", sealed.fileBytes());
  }
}
