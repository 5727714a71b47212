package dev.sagas.cli.shared;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The option of all commands that print a table for people or JSON for programs. */
public final class OutputOptions {
  @Option(
      names = "--output",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Output output;

  /** Created by picocli, which sets the option. */
  @SuppressWarnings("NullAway.Init")
  OutputOptions() {}

  public Output chosen() {
    return output;
  }

  /** Prints the requested format; the other is not created. */
  public void print(CommandSpec command, Supplier<List<String>> table, Supplier<String> json) {
    PrintWriter out = command.commandLine().getOut();
    switch (output) {
      case table -> table.get().forEach(out::println);
      case json -> out.println(json.get());
    }
    out.flush();
  }
}
