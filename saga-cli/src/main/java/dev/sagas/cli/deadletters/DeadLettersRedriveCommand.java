package dev.sagas.cli.deadletters;

import dev.sagas.operate.deadletters.LetterReport;
import dev.sagas.operate.deadletters.RedriveOrder;
import dev.sagas.operate.deadletters.RedriveOutcome;
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
    LetterReport<RedriveOutcome> report =
        options
            .letters()
            .deadLetters()
            .redrive(
                new RedriveOrder(
                    options.filter(), options.limit(), options.signature(), options.isDryRun()));
    return options.print(
        spec,
        report,
        () -> DeadLettersTable.redriven(report),
        "nothing was sent. Add --yes to send.");
  }
}
