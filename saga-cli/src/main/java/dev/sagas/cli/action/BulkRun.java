package dev.sagas.cli.action;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.cli.shared.Output;
import dev.sagas.cli.shared.Printable;
import dev.sagas.cli.shared.ProgressBar;
import dev.sagas.cli.shared.RefusedException;
import dev.sagas.operate.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** Acts on many sagas: shows which and how many, has it confirmed, and reports each result. */
final class BulkRun {
  private final BulkOptions options;
  private final Output output;
  private final PrintWriter out;
  private final PrintWriter err;

  BulkRun(CommandSpec spec, BulkOptions options, Output output) {
    this.options = options;
    this.output = output;
    this.out = spec.commandLine().getOut();
    this.err = spec.commandLine().getErr();
  }

  /** The exit code. */
  int run(BulkTarget target, boolean dryRun) throws IOException {
    BulkTarget.Selected selected = target.freeze();
    err.println(summary(selected));
    if (selected.unreadable() > 0) {
      err.println(selected.unreadable() + " checkpoints cannot be read: run saga audit");
    }
    if (dryRun) {
      print(selected, target.preview());
      return 0;
    }
    requireExpected(selected.sagas());
    if (selected.sagas() > 0) {
      requireConfirmed(selected.sagas());
      err.println(target.resumption());
    }
    BulkReport report = acted(target, selected.sagas());
    (output == Output.json ? List.of(Json.text(report.json())) : report.end())
        .forEach(out::println);
    out.flush();
    return report.exitCode();
  }

  private BulkReport acted(BulkTarget target, int sagas) throws IOException {
    try (ProgressBar bar = ProgressBar.onTerminal(err, "sagas")) {
      BulkReport report =
          new BulkReport(sagas, output == Output.json ? line -> {} : out::println, bar::at);
      if (sagas > 0) {
        target.run(report);
      }
      return report;
    }
  }

  private static String summary(BulkTarget.Selected selected) {
    String head = selected.head().stream().map(Object::toString).collect(Collectors.joining(", "));
    String more = selected.sagas() > selected.head().size() ? ", …" : "";
    return "Selected sagas: " + selected.sagas() + (head.isEmpty() ? "" : ": " + head + more);
  }

  private void print(BulkTarget.Selected selected, Map<String, Long> previews) {
    List<Map.Entry<String, Long>> sorted =
        previews.entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .toList();
    if (output == Output.json) {
      ObjectNode json = Json.object();
      json.put("sagas", selected.sagas());
      ArrayNode array = json.putArray("previews");
      sorted.forEach(
          each -> array.addObject().put("text", each.getKey()).put("count", each.getValue()));
      out.println(Json.text(json));
    } else {
      out.println("Dry run, nothing changed; sagas: " + selected.sagas());
      sorted.forEach(
          each -> out.println("  " + each.getValue() + "  " + Printable.of(each.getKey())));
    }
    out.flush();
  }

  private void requireExpected(int sagas) {
    options
        .expected()
        .filter(expected -> expected != sagas)
        .ifPresent(
            expected -> {
              throw new RefusedException(
                  "Expected %s sagas to match, but %s do: nothing was sent"
                      .formatted(expected, sagas));
            });
  }

  private void requireConfirmed(int sagas) throws IOException {
    if (options.isConfirmed()) {
      return;
    }
    err.print("Type the number of sagas to confirm: ");
    err.flush();
    String typed =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
    if (typed == null || !typed.strip().equals(Integer.toString(sagas))) {
      throw new RefusedException("Expected the number " + sagas + ": nothing was sent");
    }
  }
}
