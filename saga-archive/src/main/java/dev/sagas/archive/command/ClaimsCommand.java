package dev.sagas.archive.command;

import dev.sagas.cli.shared.SagaSubcommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What concerns large values, which are kept in an object store. */
@Command(
    name = "claims",
    mixinStandardHelpOptions = true,
    subcommands = {ClaimsSweepCommand.class, ClaimsVerifyCommand.class},
    description = "Collects and verifies the objects that records have claims to.")
public final class ClaimsCommand implements SagaSubcommand {
  @Spec private CommandSpec spec;

  /** Created by picocli. */
  @SuppressWarnings("NullAway.Init")
  public ClaimsCommand() {}

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "Missing required subcommand: sweep or verify");
  }
}
