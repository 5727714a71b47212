package dev.sagas.cli.journal;

import dev.sagas.audit.Audit;
import dev.sagas.audit.AuditReport;
import dev.sagas.cli.shared.ArchiveOption;
import dev.sagas.cli.shared.DeploymentOptions;
import dev.sagas.cli.shared.ExportOptions;
import dev.sagas.cli.shared.OutputOptions;
import dev.sagas.cli.shared.RegistryOptions;
import dev.sagas.cli.shared.SagaSubcommand;
import dev.sagas.cli.shared.Screen;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Checks a deployment's topics; changes nothing. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = {
      "Reads a deployment's topics and checks every saga: the chain of its journal, its commands,"
          + " the order of undo, its outcome and its checkpoint.",
      "With --analytics --export only the statistics are shown, from the database that saga export"
          + " fills: within seconds, and nothing is checked.",
      "Exit code: 0 no violations, 1 violations, 2 could not be done."
    })
public final class AuditCommand implements SagaSubcommand {
  @Mixin private DeploymentOptions options;

  @Mixin private RegistryOptions registry;

  @Mixin private ArchiveOption archive;

  @Mixin private OutputOptions output;

  @Option(
      names = "--analytics",
      description =
          "Also show statistics: outcomes, durations, attempts, failures and waits of each "
              + "type and step.")
  private boolean analytics;

  @Mixin private ExportOptions export;

  @Spec private CommandSpec spec;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  public AuditCommand() {}

  @Override
  public Integer call() throws IOException {
    // Not if the environment alone names it: then the audit is meant.
    if (spec.commandLine().getParseResult().hasMatchedOption("--export")) {
      return exported();
    }
    AuditReport report = Audit.run(archive.over(registry.deployment(options)));
    output.print(spec, () -> table(report), () -> AuditJson.of(report, analytics));
    return report.isClean() ? 0 : 1;
  }

  private int exported() throws IOException {
    if (!analytics) {
      throw new ParameterException(
          spec.commandLine(), "Expected --analytics with --export: only they are exported");
    }
    ExportAnalytics.Read read = ExportAnalytics.load().read(export.address());
    output.print(
        spec,
        () -> AnalyticsTable.lines(read.analytics(), Screen.of(System.getenv())),
        () -> AuditJson.ofExport(read, Clock.systemUTC().millis()));
    return 0;
  }

  private List<String> table(AuditReport report) {
    Screen screen = Screen.of(System.getenv());
    List<String> lines = new ArrayList<>(AuditTable.lines(report, screen));
    if (analytics) {
      lines.addAll(AnalyticsTable.lines(report.analytics(), screen));
    }
    return lines;
  }
}
