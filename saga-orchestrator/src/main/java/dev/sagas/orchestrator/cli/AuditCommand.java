package dev.sagas.orchestrator.cli;

import dev.sagas.orchestrator.journal.Audit;
import dev.sagas.orchestrator.journal.AuditReport;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks a deployment's topics; changes nothing. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = {
      "Reads a deployment's topics and checks every saga: the chain of its journal, its commands,"
          + " the order of undo, its outcome and its checkpoint.",
      "Exit code: 0 nothing found, 1 violations, 2 could not be done."
    })
public final class AuditCommand implements SagaSubcommand {
  @Mixin private DeploymentOptions options;

  @Option(
      names = "--schema-registry",
      required = true,
      defaultValue = "${env:SAGA_SCHEMA_REGISTRY_URL}",
      paramLabel = "URL[,…]",
      description = "The schema registry (default: SAGA_SCHEMA_REGISTRY_URL in the environment).")
  private String schemaRegistry;

  @Option(
      names = "--output",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Output output;

  @Option(
      names = "--analytics",
      description =
          "Also show how the sagas fared: outcomes, durations, attempts, failures and waits of each"
              + " type and step.")
  private boolean analytics;

  @Spec private CommandSpec spec;

  /** Made by picocli, which fills in the options. */
  @SuppressWarnings("NullAway.Init")
  public AuditCommand() {}

  @Override
  public Integer call() throws IOException {
    AuditReport report = Audit.run(options.deployment(schemaRegistry));
    PrintWriter out = spec.commandLine().getOut();
    switch (output) {
      case table -> {
        AuditTable.lines(report).forEach(out::println);
        if (analytics) {
          AnalyticsTable.lines(report.analytics()).forEach(out::println);
        }
      }
      case json -> out.println(AuditJson.of(report, analytics));
    }
    out.flush();
    return report.isClean() ? 0 : 1;
  }
}
