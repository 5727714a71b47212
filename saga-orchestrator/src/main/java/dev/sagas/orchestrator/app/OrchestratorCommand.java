package dev.sagas.orchestrator.app;

import dev.sagas.cli.shared.SagaSubcommand;
import dev.sagas.operate.topics.BrokerReach;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs an orchestrator until it receives a signal to stop. */
@Command(
    name = "orchestrator",
    mixinStandardHelpOptions = true,
    description = "Runs an orchestrator until it receives SIGTERM or SIGINT.")
public final class OrchestratorCommand implements SagaSubcommand {
  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description =
          "Properties file; overrides environment variables SAGA_…, is overridden by " + "-P.")
  private @Nullable Path file;

  @Option(
      names = {"-P", "--property"},
      paramLabel = "NAME=VALUE",
      description = "Sets a property.")
  private final Map<String, String> properties = new LinkedHashMap<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Map<String, String> given = new HashMap<>();
    if (file != null) {
      Properties read = new Properties();
      try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        read.load(reader);
      }
      read.stringPropertyNames().forEach(name -> given.put(name, read.getProperty(name)));
    }
    given.putAll(properties);
    CountDownLatch stopped = new CountDownLatch(1);
    try (Orchestrator orchestrator = start(OrchestratorConfig.of(System.getenv(), given))) {
      Thread stop = new Thread(orchestrator::close, "stop");
      Runtime.getRuntime().addShutdownHook(stop);
      stopped.await();
    }
    return 0;
  }

  /**
   * Time-outs of Kafka's clients do not name the brokers: if they are unavailable, the message says
   * so instead.
   */
  private static Orchestrator start(OrchestratorConfig config) {
    try {
      return Orchestrator.start(config);
    } catch (KafkaException e) {
      BrokerReach.require(config.clientConfig());
      throw e;
    }
  }
}
