package dev.sagas.orchestrator.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The option of all commands that print a table for people or JSON for programs. */
final class OutputOptions {
  @Option(
      names = "--output",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Output output;

  /** Made by picocli, which fills in the option. */
  @SuppressWarnings("NullAway.Init")
  OutputOptions() {}

  Output chosen() {
    return output;
  }

  /** Prints what was asked for; the other is not made. */
  void print(CommandSpec command, Supplier<List<String>> table, Supplier<String> json) {
    PrintWriter out = command.commandLine().getOut();
    switch (output) {
      case table -> table.get().forEach(out::println);
      case json -> out.println(json.get());
    }
    out.flush();
  }
}
