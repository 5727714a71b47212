package dev.sagas.cli.action;

import dev.sagas.operate.action.SignalOrder;
import dev.sagas.protocol.SignalName;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Declines the step of a saga that waits for an approval. */
@Command(
    name = "decline",
    mixinStandardHelpOptions = true,
    description = {
      "Declines: the step of a saga, or of many, that waits for this approval is rejected, and the"
          + " saga turns back.",
      SignalingCommand.EXIT_CODES
    })
public final class DeclineCommand extends DecisionCommand {
  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "The reason; part of the signal.")
  private String reason;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  public DeclineCommand() {}

  @Override
  SignalOrder order(SignalName on, String by) {
    return SignalOrder.decline(on, by, reason);
  }

  @Override
  Optional<String> refusal() {
    return Optional.of(reason);
  }
}
