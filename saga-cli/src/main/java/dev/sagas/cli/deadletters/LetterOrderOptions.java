package dev.sagas.cli.deadletters;

import dev.sagas.cli.shared.ExitCodes;
import dev.sagas.operate.deadletters.LetterEffect;
import dev.sagas.operate.deadletters.LetterFilter;
import dev.sagas.operate.deadletters.LetterOutcome;
import dev.sagas.operate.deadletters.LetterPosition;
import dev.sagas.operate.deadletters.LetterReport;
import dev.sagas.operate.deadletters.RedriveSignature;
import dev.sagas.operate.json.DeadLettersJson;
import dev.sagas.operate.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Options of all commands that do something about dead letters: which, who, why, and whether. */
final class LetterOrderOptions {
  @Mixin private LetterOptions letters;

  @Option(
      names = "--position",
      paramLabel = "PARTITION:OFFSET",
      description = "Only the letter at this position; repeatable.")
  private List<String> positions = new ArrayList<>();

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "The reason; kept with what is written.")
  private String reason;

  @Option(
      names = "--actor",
      defaultValue = "${sys:user.name}",
      paramLabel = "NAME",
      description = "Who acts; kept with what is written (default: the user's name).")
  private String actor;

  @Option(names = "--yes", description = "Do it, instead of only showing what would be done.")
  private boolean yes;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  LetterOrderOptions() {}

  LetterOptions letters() {
    return letters;
  }

  LetterFilter filter() {
    Set<LetterPosition> at = new HashSet<>();
    positions.forEach(position -> at.add(LetterPosition.parse(position)));
    return letters.filter(at);
  }

  RedriveSignature signature() {
    return new RedriveSignature(actor, reason);
  }

  int limit() {
    return letters.limit();
  }

  boolean isDryRun() {
    return !yes;
  }

  /**
   * Prints what became of the letters.
   *
   * @param dryRunNote what a dry run has not done, and how it would be
   * @return the code to exit with
   */
  <O extends LetterOutcome> int print(
      CommandSpec spec, LetterReport<O> report, Supplier<List<String>> lines, String dryRunNote) {
    letters.output().print(spec, lines, () -> Json.text(DeadLettersJson.node(report)));
    if (isDryRun()) {
      spec.commandLine().getErr().println("Dry run: " + dryRunNote);
    }
    return exitCode(report);
  }

  static int exitCode(LetterReport<?> report) {
    if (report.has(LetterEffect.UNKNOWN)) {
      return ExitCodes.UNKNOWN;
    }
    if (report.has(LetterEffect.REFUSED)) {
      return ExitCodes.FAILED;
    }
    return report.isComplete() ? 0 : ExitCodes.FAULT;
  }
}
