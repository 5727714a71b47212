package dev.sagas.cli;

import dev.sagas.cli.shared.SagaSubcommand;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the help of another command. */
@Command(
    name = HelpCommand.NAME,
    mixinStandardHelpOptions = true,
    description = {
      "Shows the help of a command, as its option --help does; without a command, all there are.",
      "Exit code: 0 done, 2 no such command."
    })
public final class HelpCommand implements SagaSubcommand {
  static final String NAME = "help";

  @Parameters(
      arity = "0..*",
      paramLabel = "COMMAND",
      description = "The command, such as list, or dead-letters list.")
  private List<String> words = List.of();

  @Spec private CommandSpec spec;

  /** Created by picocli, which sets the fields. */
  @SuppressWarnings("NullAway.Init")
  public HelpCommand() {}

  @Override
  public Integer call() {
    CommandLine named = spec.root().commandLine();
    for (String word : words) {
      @Nullable CommandLine next = named.getSubcommands().get(word);
      if (next == null) {
        throw new CommandLine.UnmatchedArgumentException(named, List.of(word));
      }
      named = next;
    }
    named.usage(spec.commandLine().getOut());
    return 0;
  }
}
