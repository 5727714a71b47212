package dev.sagas.cli.deadletters;

import dev.sagas.cli.shared.ExitCodes;
import dev.sagas.operate.deadletters.RedriveOrder;
import dev.sagas.operate.deadletters.RedriveOutcome;
import dev.sagas.operate.deadletters.RedriveReport;
import dev.sagas.operate.json.DeadLettersJson;
import dev.sagas.operate.json.Json;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Sends dead letters to the topics that they came from; without {@code --yes} only says so. */
@Command(
    name = "redrive",
    mixinStandardHelpOptions = true,
    description = {
      "Sends selected dead letters again to the topics that they came from. Without --yes it "
          + "only shows what it would send.",
      "Exit code: 0 done; 1 something selected cannot be redriven; 2 could not be done, or "
          + "Kafka refused a letter; 3 Kafka did not confirm a letter, which may have been "
          + "sent."
    })
final class DeadLettersRedriveCommand implements Callable<Integer> {
  @Mixin private LetterOrderOptions options;
  @Spec private CommandSpec spec;

  /** Created by picocli, which sets the fields. */
  @SuppressWarnings("NullAway.Init")
  DeadLettersRedriveCommand() {}

  @Override
  public Integer call() throws IOException {
    LetterOptions letters = options.letters();
    RedriveReport report =
        letters
            .deadLetters()
            .redrive(
                new RedriveOrder(
                    options.filter(), letters.limit(), options.signature(), options.isDryRun()));
    letters
        .output()
        .print(
            spec,
            () -> DeadLettersTable.lines(report),
            () -> Json.text(DeadLettersJson.node(report)));
    if (options.isDryRun()) {
      spec.commandLine().getErr().println("Dry run: nothing was sent. Add --yes to send.");
    }
    return exitCode(report);
  }

  static int exitCode(RedriveReport report) {
    if (report.has(RedriveOutcome.FAILED)) {
      return ExitCodes.UNKNOWN;
    }
    if (report.has(RedriveOutcome.REFUSED)) {
      return ExitCodes.FAILED;
    }
    return report.isComplete() ? 0 : ExitCodes.FAULT;
  }
}
