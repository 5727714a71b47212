package dev.sagas.archive.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.archive.claims.ClaimFinding;
import dev.sagas.archive.claims.ClaimsReport;
import dev.sagas.archive.claims.SweepReport;
import dev.sagas.cli.shared.Columns;
import dev.sagas.cli.shared.Printable;
import java.util.ArrayList;
import java.util.List;

/** Writes what was found in the store of large values, and done there. */
final class ClaimsOutput {
  private ClaimsOutput() {}

  static List<String> lines(SweepReport report, boolean isDryRun) {
    Columns table = new Columns("", "OBJECTS", "BYTES");
    add(table, "stored", report.stored());
    add(table, "needed", report.needed());
    add(table, "young", report.young());
    add(table, isDryRun ? "to collect" : "collected", report.collected());
    List<String> lines = new ArrayList<>(table.lines());
    lines.add("");
    if (report.leftovers() > 0) {
      lines.add(
          "A killed run had left %s objects condemned%s"
              .formatted(report.leftovers(), isDryRun ? "; they cannot be stored" : ""));
    }
    if (report.spared() > 0) {
      lines.add("%s objects were needed or stored again meanwhile".formatted(report.spared()));
    }
    lines.add(isDryRun ? "Nothing was deleted" : "Done");
    return lines;
  }

  private static void add(Columns table, String what, SweepReport.Amount amount) {
    table.add(what, Long.toString(amount.objects()), Long.toString(amount.bytes()));
  }

  static String json(SweepReport report, boolean isDryRun) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("dryRun", isDryRun);
    put(json, "stored", report.stored());
    put(json, "needed", report.needed());
    put(json, "young", report.young());
    put(json, isDryRun ? "toCollect" : "collected", report.collected());
    json.put("spared", report.spared()).put("leftovers", report.leftovers());
    return json.toString();
  }

  private static void put(ObjectNode json, String name, SweepReport.Amount amount) {
    json.putObject(name).put("objects", amount.objects()).put("bytes", amount.bytes());
  }

  static List<String> lines(ClaimsReport report) {
    List<String> lines = new ArrayList<>();
    for (ClaimFinding finding : report.findings()) {
      lines.add(
          Printable.of(
              "%s  %s, needed by %s (key %s): %s"
                  .formatted(
                      finding.fault(),
                      finding.use().claim().sha256(),
                      finding.use().position(),
                      finding.use().key(),
                      finding.message())));
    }
    lines.add(
        "Objects needed: %s, bytes: %s, findings: %s"
            .formatted(report.needed(), report.bytes(), report.findings().size()));
    lines.add(report.isClean() ? "Clean" : "Not clean");
    return lines;
  }

  static String json(ClaimsReport report) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("clean", report.isClean());
    json.put("needed", report.needed());
    json.put("bytes", report.bytes());
    ArrayNode findings = json.putArray("findings");
    for (ClaimFinding finding : report.findings()) {
      findings
          .addObject()
          .put("fault", finding.fault().name())
          .put("sha256", finding.use().claim().sha256())
          .put("position", finding.use().position())
          .put("key", finding.use().key())
          .put("message", finding.message());
    }
    return json.toString();
  }
}
