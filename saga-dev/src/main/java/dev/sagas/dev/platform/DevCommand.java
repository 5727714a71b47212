package dev.sagas.dev.platform;

import dev.sagas.cli.shared.SagaSubcommand;
import dev.sagas.operate.query.TimeText;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs broker, registry and orchestrator until it receives a signal to stop. */
@Command(
    name = "dev",
    mixinStandardHelpOptions = true,
    description =
        "Runs broker, registry and orchestrator in one process, with their data on " + "disk.")
public final class DevCommand implements SagaSubcommand {
  private static final long LOOK_MS = 500;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = "saga-data/dev",
      description = "Where the data is kept (default: ${DEFAULT-VALUE}).")
  private Path dataDir;

  @Option(
      names = "--kafka-port",
      defaultValue = "9092",
      description = "0 to choose a free one (default: ${DEFAULT-VALUE}).")
  private int kafkaPort;

  @Option(
      names = "--registry-port",
      defaultValue = "8081",
      description = "0 to choose a free one (default: ${DEFAULT-VALUE}).")
  private int registryPort;

  @Option(
      names = "--http-port",
      defaultValue = "8080",
      description = "0 to choose a free one (default: ${DEFAULT-VALUE}).")
  private int httpPort;

  @Option(
      names = "--definitions-dir",
      defaultValue = "${env:SAGA_DEFINITIONS_DIR:-}",
      paramLabel = "DIR",
      description =
          "A folder with jars of definitions, which take the place of the samples; jars that change"
              + " are checked and deployed while it runs (default: SAGA_DEFINITIONS_DIR in the"
              + " environment, or none).")
  private String definitionsDir;

  @Spec private CommandSpec spec;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  public DevCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    DevPlatformConfig config =
        DevPlatformConfig.in(dataDir).withPorts(kafkaPort, registryPort, httpPort).withExport();
    PrintWriter err = spec.commandLine().getErr();
    Optional<DefinitionReload> reload = reload(err);
    CountDownLatch stopped = new CountDownLatch(1);
    try (DevPlatform platform =
        DevPlatform.start(reload.map(folder -> folder.first(config)).orElse(config))) {
      Runtime.getRuntime().addShutdownHook(new Thread(platform::close, "stop"));
      err.printf(
          Locale.ROOT,
          "Kafka %s, registry %s, web UI http://127.0.0.1:%d/; ready after %s; stop with Ctrl-C%n",
          platform.kafka().bootstrapServers(),
          platform.registry().url(),
          platform.orchestrator().httpPort().orElse(0),
          TimeText.duration(ManagementFactory.getRuntimeMXBean().getUptime()));
      while (!stopped.await(LOOK_MS, TimeUnit.MILLISECONDS)) {
        reload.ifPresent(folder -> folder.look(platform));
      }
    }
    return 0;
  }

  private Optional<DefinitionReload> reload(PrintWriter err) {
    return definitionsDir.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new DefinitionReload(
                new DefinitionFolder(Path.of(definitionsDir), dataDir.resolve("definitions")),
                err::println));
  }
}
