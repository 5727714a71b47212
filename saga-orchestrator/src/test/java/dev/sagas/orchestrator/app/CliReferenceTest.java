package dev.sagas.orchestrator.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.cli.SagaCli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The reference is made from the commands: {@code -Dsaga.docs.write=true} writes it again. */
class CliReferenceTest {
  private static final Path REFERENCE = Path.of("..", "docs", "reference", "cli.md");
  private static final int COLUMNS = 100;

  @Test
  void shouldDescribeEveryCommandAsItDescribesItself() throws IOException {
    // given
    String expected = render();
    if (Boolean.getBoolean("saga.docs.write")) {
      Files.writeString(REFERENCE, expected);
    }

    // when
    String actual = Files.readString(REFERENCE);

    // then
    assertThat(actual).isEqualTo(expected);
  }

  @Test
  void shouldEndTheirPurposeWithTheExitCodesWhenTheyRunAndEnd() {
    SagaCli.commandLine()
        .getSubcommands()
        .forEach(
            (name, command) -> {
              if (command.getSubcommands().isEmpty() && !name.equals("orchestrator")) {
                String[] description = command.getCommandSpec().usageMessage().description();
                assertThat(description[description.length - 1])
                    .as("description of %s", name)
                    .startsWith("Exit code: 0");
              }
            });
  }

  private static String render() {
    StringBuilder text =
        new StringBuilder(
            """
            # The saga command

            Generated from the commands' own help and checked by a test. For commands of other
            modules, such as `bench`, `dev`, `demo` and `simulate`, see `saga COMMAND --help`.

            Standard output contains only data; everything else goes to standard error. Exit codes of
            all commands: 0 success, 1 a check failed or a request was refused, 2 the command could
            not be carried out, 3 it was sent but its result is not known, 4 the only problem is that
            sagas wait for a person (only `doctor`).

            A command that needs Kafka exits with code 2 within 5 s if no broker answers, and names
            the addresses: see [No broker answers](../operating/kafka.md#no-broker-answers). An unknown
            command or option is an error, even with `--help`.

            Other pages describe how to [act on sagas](../operating/operators.md), what the
            [audit](audit.md) checks, how to redrive [dead letters](../operating/dead-letters.md), and
            what the [doctor](../operating/doctor.md) finds.

            """);
    CommandLine saga = SagaCli.commandLine();
    append(text, saga);
    return text.toString();
  }

  /** True if it has options besides those of the help. */
  private static boolean doesMoreThanItsSubcommands(CommandLine command) {
    return command.getParent() != null
        && command.getCommandSpec().options().stream()
            .anyMatch(option -> !option.usageHelp() && !option.versionHelp());
  }

  private static void append(StringBuilder text, CommandLine command) {
    Map<String, CommandLine> subcommands = new TreeMap<>(command.getSubcommands());
    if (subcommands.isEmpty() || doesMoreThanItsSubcommands(command)) {
      command.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
      command.getCommandSpec().usageMessage().width(COLUMNS);
      text.append("## ").append(command.getCommandSpec().qualifiedName()).append("\n\n```\n");
      text.append(command.getUsageMessage(CommandLine.Help.Ansi.OFF)).append("```\n\n");
    }
    subcommands.values().forEach(subcommand -> append(text, subcommand));
  }
}
