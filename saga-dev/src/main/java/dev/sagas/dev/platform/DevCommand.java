package dev.sagas.dev.platform;

import dev.sagas.cli.shared.SagaSubcommand;
import dev.sagas.orchestrator.app.OrchestratorConfig;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
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
          "A folder with jars of definitions, in addition to those on the class path (default: "
              + "SAGA_DEFINITIONS_DIR in the environment, or none).")
  private String definitionsDir;

  @Spec private CommandSpec spec;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  public DevCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    DevPlatformConfig config =
        DevPlatformConfig.in(dataDir)
            .withPorts(kafkaPort, registryPort, httpPort)
            .with(OrchestratorConfig.DEFINITIONS_DIR, definitionsDir);
    CountDownLatch stopped = new CountDownLatch(1);
    try (DevPlatform platform = DevPlatform.start(config)) {
      Runtime.getRuntime().addShutdownHook(new Thread(platform::close, "stop"));
      spec.commandLine()
          .getErr()
          .printf(
              Locale.ROOT,
              "Kafka %s, registry %s, web UI http://127.0.0.1:%d/; stop with Ctrl-C%n",
              platform.kafka().bootstrapServers(),
              platform.registry().url(),
              platform.orchestrator().httpPort().orElse(0));
      stopped.await();
    }
    return 0;
  }
}
