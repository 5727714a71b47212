package dev.sagas.orchestrator.cli;

import dev.sagas.orchestrator.journal.Audit;
import dev.sagas.orchestrator.journal.AuditConfig;
import dev.sagas.orchestrator.journal.AuditReport;
import dev.sagas.protocol.TopicNames;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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
  @Option(
      names = "--bootstrap-server",
      required = true,
      paramLabel = "HOST:PORT[,…]",
      description = "The Kafka brokers.")
  private String bootstrapServers;

  @Option(
      names = "--schema-registry",
      required = true,
      paramLabel = "URL[,…]",
      description = "The schema registry.")
  private String schemaRegistry;

  @Option(
      names = "--prefix",
      defaultValue = "",
      description = "In front of the topics' names (default: none).")
  private String prefix;

  @Option(
      names = "--application-id",
      paramLabel = "ID",
      description = "Of the orchestrator (default: the prefix and saga-orchestrator).")
  private @Nullable String applicationId;

  @Option(
      names = "--command-config",
      paramLabel = "FILE",
      description = "Properties for Kafka's clients and the registry, such as security settings.")
  private @Nullable Path commandConfig;

  @Option(
      names = "--output",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Output output;

  @Spec private CommandSpec spec;

  /** Made by picocli, which fills in the options. */
  @SuppressWarnings("NullAway.Init")
  public AuditCommand() {}

  @Override
  public Integer call() throws IOException {
    AuditReport report = Audit.run(config());
    PrintWriter out = spec.commandLine().getOut();
    switch (output) {
      case table -> AuditTable.lines(report).forEach(out::println);
      case json -> out.println(AuditJson.of(report));
    }
    out.flush();
    return report.isClean() ? 0 : 1;
  }

  private AuditConfig config() throws IOException {
    Map<String, Object> client = ClientProperties.read(Optional.ofNullable(commandConfig));
    client.put("bootstrap.servers", bootstrapServers);
    client.put("schema.registry.url", schemaRegistry);
    AuditConfig config = AuditConfig.of(client).withTopics(new TopicNames(prefix));
    return applicationId == null ? config : config.withApplicationId(applicationId);
  }
}
