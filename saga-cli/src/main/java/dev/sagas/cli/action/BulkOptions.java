package dev.sagas.cli.action;

import dev.sagas.cli.shared.FilterOptions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options of commands that can act on many sagas: which, and that it is meant. */
final class BulkOptions {
  @Mixin private FilterOptions filter;

  @Option(
      names = "--expect",
      paramLabel = "COUNT",
      description = "Act on the selected sagas only if they are exactly as many.")
  private @Nullable Integer expected;

  @Option(
      names = "--yes",
      description = "Do not ask for the number of sagas to confirm it; needs --expect.")
  private boolean confirmed;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  BulkOptions() {}

  /** Refuses options that do not go together. */
  void requireFit(boolean one, CommandLine command) {
    boolean any = filter.isGiven() || expected != null || confirmed;
    if (one && any) {
      throw new ParameterException(
          command, "Expected either the ID of a saga or options that select sagas, but got both");
    }
    if (!one && !filter.isGiven()) {
      throw new MissingParameterException(
          command,
          command.getCommandSpec().positionalParameters().get(0),
          "Missing required parameter: 'ID', or options that select sagas, such as --type");
    }
    if (filter.includesEnded()) {
      throw new ParameterException(command, "Expected --status to name statuses of live sagas");
    }
    if (confirmed && expected == null) {
      throw new ParameterException(command, "Expected --expect COUNT with --yes");
    }
  }

  FilterOptions filter() {
    return filter;
  }

  Optional<Integer> expected() {
    return Optional.ofNullable(expected);
  }

  boolean isConfirmed() {
    return confirmed;
  }
}
