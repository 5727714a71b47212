package dev.sagas.cli;

import dev.sagas.cli.shared.SagaSubcommand;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what a shell needs to complete the words of this command. */
@Command(
    name = CompletionCommand.NAME,
    mixinStandardHelpOptions = true,
    description = {
      "Prints a script that completes commands and options in bash and zsh: source <(saga"
          + " completion).",
      "Exit code: 0 done."
    })
public final class CompletionCommand implements SagaSubcommand {
  static final String NAME = "completion";

  @Spec private CommandSpec spec;

  /** Created by picocli, which sets the fields. */
  @SuppressWarnings("NullAway.Init")
  public CompletionCommand() {}

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(AutoComplete.bash("saga", spec.root().commandLine()));
    spec.commandLine().getOut().flush();
    return 0;
  }
}
