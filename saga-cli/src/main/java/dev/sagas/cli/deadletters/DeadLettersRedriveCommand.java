package dev.sagas.cli.deadletters;

import dev.sagas.cli.shared.ExitCodes;
import dev.sagas.operate.deadletters.LetterPosition;
import dev.sagas.operate.deadletters.RedriveOrder;
import dev.sagas.operate.deadletters.RedriveOutcome;
import dev.sagas.operate.deadletters.RedriveReport;
import dev.sagas.operate.deadletters.RedriveSignature;
import dev.sagas.operate.json.DeadLettersJson;
import dev.sagas.operate.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
  @Mixin private LetterOptions options;

  @Option(
      names = "--position",
      paramLabel = "PARTITION:OFFSET",
      description = "Only the letter at this position; repeatable.")
  private List<String> positions = new ArrayList<>();

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "The reason; sent with the records.")
  private String reason;

  @Option(
      names = "--actor",
      defaultValue = "${sys:user.name}",
      paramLabel = "NAME",
      description = "Who acts; sent with the records (default: the user's name).")
  private String actor;

  @Option(names = "--yes", description = "Send, instead of only showing what would be sent.")
  private boolean yes;

  @Spec private CommandSpec spec;

  /** Created by picocli, which sets the fields. */
  @SuppressWarnings("NullAway.Init")
  DeadLettersRedriveCommand() {}

  @Override
  public Integer call() throws IOException {
    RedriveReport report = options.deadLetters().redrive(order());
    options
        .output()
        .print(
            spec,
            () -> DeadLettersTable.lines(report),
            () -> Json.text(DeadLettersJson.node(report)));
    if (!yes) {
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

  private RedriveOrder order() {
    Set<LetterPosition> at = new HashSet<>();
    positions.forEach(position -> at.add(LetterPosition.parse(position)));
    return new RedriveOrder(
        options.filter(at), options.limit(), new RedriveSignature(actor, reason), !yes);
  }
}
