package dev.sagas.cli.deadletters;

import dev.sagas.cli.shared.ExitCodes;
import dev.sagas.operate.deadletters.DiscardOrder;
import dev.sagas.operate.deadletters.DiscardOutcome;
import dev.sagas.operate.deadletters.DiscardReport;
import dev.sagas.operate.json.DeadLettersJson;
import dev.sagas.operate.json.Json;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Marks dead letters as needing nothing more; without {@code --yes} only says so. */
@Command(
    name = "discard",
    mixinStandardHelpOptions = true,
    description = {
      "Marks selected dead letters as needing nothing more: they stay in the topic, and are listed "
          + "only with --state. Without --yes it only shows what it would discard.",
      "Exit code: 0 done; 1 a position has no open letter; 2 could not be done, or Kafka refused a "
          + "letter's note; 3 Kafka did not confirm a note, which may have been written."
    })
final class DeadLettersDiscardCommand implements Callable<Integer> {
  @Mixin private LetterOrderOptions options;
  @Spec private CommandSpec spec;

  /** Created by picocli, which sets the fields. */
  @SuppressWarnings("NullAway.Init")
  DeadLettersDiscardCommand() {}

  @Override
  public Integer call() throws IOException {
    LetterOptions letters = options.letters();
    DiscardReport report =
        letters
            .deadLetters()
            .discard(
                new DiscardOrder(
                    options.filter(), letters.limit(), options.signature(), options.isDryRun()));
    letters
        .output()
        .print(
            spec,
            () -> DeadLettersTable.lines(report),
            () -> Json.text(DeadLettersJson.node(report)));
    if (options.isDryRun()) {
      spec.commandLine().getErr().println("Dry run: nothing was discarded. Add --yes to discard.");
    }
    return exitCode(report);
  }

  static int exitCode(DiscardReport report) {
    if (report.has(DiscardOutcome.FAILED)) {
      return ExitCodes.UNKNOWN;
    }
    if (report.has(DiscardOutcome.REFUSED)) {
      return ExitCodes.FAILED;
    }
    return report.isComplete() ? 0 : ExitCodes.FAULT;
  }
}
