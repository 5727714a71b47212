package dev.sagas.archive.command;

import dev.sagas.archive.claims.ClaimSweeper;
import dev.sagas.archive.claims.SweepReport;
import dev.sagas.archive.claims.SweepSettings;
import dev.sagas.cli.shared.OutputOptions;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.objects.ObjectStore;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Collects what nothing needs any more. */
@Command(
    name = "sweep",
    mixinStandardHelpOptions = true,
    description = {
      "Deletes the objects that no record of the deployment needs and that nobody has stored for"
          + " --keep. Sagas may run meanwhile. Objects that a killed run was about to delete cannot"
          + " be stored until the next run.",
      "Exit code: 0 done, 2 could not be done, or not completely."
    })
final class ClaimsSweepCommand implements Callable<Integer> {
  @Mixin private ClaimsOptions claims;

  @Option(names = "--dry-run", description = "Only show what would be deleted.")
  private boolean isDryRun;

  @Option(
      names = "--take-over",
      description =
          "Continue although another run has begun in the last 24 hours and not ended: only if it"
              + " is known to be dead.")
  private boolean isTakeOver;

  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  ClaimsSweepCommand() {}

  @Override
  public Integer call() throws IOException {
    SweepSettings settings = new SweepSettings(claims.keep(spec), isDryRun, isTakeOver);
    Clock clock = Clock.systemUTC();
    try (ObjectStore store = claims.open(spec)) {
      Deployment deployment = claims.deployment();
      SweepReport report =
          claims.over(
              deployment,
              clock,
              records ->
                  new ClaimSweeper(store, records, settings, clock)
                      .run(ClaimsOptions.identity(deployment)));
      output.print(
          spec,
          () -> ClaimsOutput.lines(report, isDryRun),
          () -> ClaimsOutput.json(report, isDryRun));
      return 0;
    }
  }
}
