package dev.sagas.cli.deadletters;

import dev.sagas.operate.deadletters.DiscardOrder;
import dev.sagas.operate.deadletters.DiscardOutcome;
import dev.sagas.operate.deadletters.LetterReport;
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
    LetterReport<DiscardOutcome> report =
        options
            .letters()
            .deadLetters()
            .discard(
                new DiscardOrder(
                    options.filter(), options.limit(), options.signature(), options.isDryRun()));
    return options.print(
        spec,
        report,
        () -> DeadLettersTable.discarded(report),
        "nothing was discarded. Add --yes to discard.");
  }
}
