package dev.sagas.cli.action;

import dev.sagas.operate.action.SignalOrder;
import dev.sagas.protocol.SignalName;
import java.util.Optional;
import picocli.CommandLine.Command;

/** Approves the step of a saga that waits for it. */
@Command(
    name = "approve",
    mixinStandardHelpOptions = true,
    description = {
      "Approves: the step of a saga, or of many, that waits for this approval succeeds.",
      SignalingCommand.EXIT_CODES
    })
public final class ApproveCommand extends DecisionCommand {
  /** Created by picocli, which sets the options. */
  public ApproveCommand() {}

  @Override
  SignalOrder order(SignalName on, String by) {
    return SignalOrder.approve(on, by);
  }

  @Override
  Optional<String> refusal() {
    return Optional.empty();
  }
}
