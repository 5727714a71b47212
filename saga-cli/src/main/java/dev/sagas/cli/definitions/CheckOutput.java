package dev.sagas.cli.definitions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.cli.shared.ExitCodes;
import dev.sagas.cli.shared.Printable;
import dev.sagas.engine.journal.CheckReport;
import dev.sagas.operate.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes whether sagas could continue under other definitions; no payload is shown. */
public final class CheckOutput {
  private CheckOutput() {}

  /** The exit code: 0 if nothing would break, else 1. */
  public static int exitCode(CheckReport report) {
    return report.isClean() ? 0 : ExitCodes.FAULT;
  }

  /** For a person. */
  public static List<String> lines(CheckReport report) {
    List<String> lines = new ArrayList<>();
    CheckReport.Counts counts = report.counts();
    lines.add(count("Live sagas", counts.live()));
    lines.add(count("Ended sagas", counts.ended()) + "  (a sample)");
    lines.add(count("Decisions", counts.decisions()));
    lines.add(
        count("Skipped", counts.skipped())
            + "  (not due to the definition, or another "
            + "version)");
    lines.add(
        count("Unchecked", counts.unchecked())
            + "  (their beginning is no longer in the "
            + "journal)");
    lines.add(count("Would break", report.breakCount()));
    report.breaks().forEach(broken -> lines.addAll(lines(broken)));
    long unlisted = report.breakCount() - report.breaks().size();
    if (unlisted > 0) {
      lines.add("");
      lines.add("… and " + unlisted + " more");
    }
    lines.add("");
    lines.add(
        report.isClean()
            ? "Passed: every decision is as recorded."
            : "Failed: sagas would break, see above.");
    return lines;
  }

  private static String count(String what, long number) {
    return String.format(Locale.ROOT, "%-12s%10d", what, number);
  }

  private static List<String> lines(CheckReport.Break broken) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        "%s  saga %s  run %s  %s version %s%s"
            .formatted(
                broken.kind(),
                broken.saga(),
                broken.run(),
                broken.type(),
                broken.version(),
                broken.live() ? "  live" : "  ended"));
    broken
        .difference()
        .ifPresent(
            difference -> difference.text().forEach(line -> lines.add("  " + Printable.of(line))));
    return lines;
  }

  /** For programs. */
  public static String json(CheckReport report) {
    CheckReport.Counts counts = report.counts();
    ObjectNode json = Json.object();
    json.put("clean", report.isClean());
    json.put("live", counts.live());
    json.put("ended", counts.ended());
    json.put("decisions", counts.decisions());
    json.put("skipped", counts.skipped());
    json.put("unchecked", counts.unchecked());
    json.put("breakCount", report.breakCount());
    ArrayNode breaks = json.putArray("breaks");
    report.breaks().forEach(broken -> put(breaks.addObject(), broken));
    return Json.text(json);
  }

  private static void put(ObjectNode node, CheckReport.Break broken) {
    node.put("kind", broken.kind().name());
    node.put("sagaId", broken.saga().value());
    node.put("run", broken.run().value());
    node.put("type", broken.type().value());
    node.put("version", broken.version());
    node.put("live", broken.live());
    broken
        .difference()
        .ifPresent(
            difference -> {
              node.put("revision", difference.revision());
              node.put("entry", String.valueOf(difference.position()));
              Json.putTime(node, "at", difference.atMs());
              node.put("input", difference.input());
              ArrayNode lines = node.putArray("diff");
              difference.lines().forEach(lines::add);
            });
  }
}
