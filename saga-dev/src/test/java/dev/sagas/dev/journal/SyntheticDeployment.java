package dev.sagas.dev.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.audit.SyntheticJournal;
import dev.sagas.cli.SagaCli;
import dev.sagas.dev.kafka.EmbeddedKafka;
import dev.sagas.dev.kafka.EmbeddedKafkaConfig;
import dev.sagas.dev.registry.EmbeddedRegistry;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.protocol.TopicNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Broker and registry with a {@link SyntheticJournal}, and commands in processes of their own. */
public final class SyntheticDeployment implements AutoCloseable {
  /** The topics' prefix. */
  public static final String PREFIX = "many.";

  /** How long a process may take. */
  public static final Duration LIMIT = Duration.ofMinutes(20);

  private static final int WRITER_HEAP_MB = 128;

  /** So few are read before the optimising compiler has paid for itself. */
  private static final int FEW = 100_000;

  private final Path folder;
  private final int transitions;
  private final EmbeddedKafka kafka;
  private final EmbeddedRegistry registry;

  private SyntheticDeployment(Path folder, int transitions) {
    this.folder = folder;
    this.transitions = transitions;
    this.kafka = EmbeddedKafka.start(new EmbeddedKafkaConfig(folder.resolve("kafka"), 0, Map.of()));
    this.registry = EmbeddedRegistry.start(kafka.bootstrapServers(), 0);
  }

  /** Starts it, and writes so many transitions. */
  public static SyntheticDeployment start(Path folder, int transitions) throws Exception {
    SyntheticDeployment started = new SyntheticDeployment(folder, transitions);
    Process writer = started.java("written", WRITER_HEAP_MB, SyntheticJournal.class, List.of());
    started.awaitDone(writer, "written");
    return started;
  }

  /**
   * Starts a command of {@code saga}.
   *
   * @param name of its log
   */
  public Process saga(String name, int heapMb, List<String> arguments) throws IOException {
    return java(name, heapMb, SagaCli.class, arguments);
  }

  private Process java(String name, int heapMb, Class<?> main, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx" + heapMb + "m", "-XX:+UseSerialGC"));
    if (transitions < FEW) {
      command.add("-XX:TieredStopAtLevel=1");
    }
    command.add("-Dlogback.configurationFile=dev/sagas/orchestrator/logback.xml");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log(name).toFile()));
    builder
        .environment()
        .putAll(
            Map.of(
                "SAGA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
                "SAGA_SCHEMA_REGISTRY_URL", registry.url(),
                "SAGA_TOPIC_PREFIX", PREFIX,
                "SAGA_TRANSITIONS", Integer.toString(transitions)));
    return builder.start();
  }

  private Path log(String name) {
    return folder.resolve(name + ".log");
  }

  /** Waits until it has ended, without an error. */
  public void awaitDone(Process process, String name) throws Exception {
    assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(log(name))).isZero();
  }

  /** The deployment. */
  public Deployment deployment() {
    return Deployment.of(client()).withTopics(new TopicNames(PREFIX));
  }

  private Map<String, Object> client() {
    return Map.of(
        "bootstrap.servers", kafka.bootstrapServers(), "schema.registry.url", registry.url());
  }

  /** The options by which commands of this process find it. */
  public String[] options() {
    return new String[] {
      "--bootstrap-server=" + kafka.bootstrapServers(),
      "--schema-registry=" + registry.url(),
      "--prefix=" + PREFIX
    };
  }

  @Override
  public void close() {
    registry.close();
    kafka.close();
  }
}
