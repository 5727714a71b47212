package dev.sagas.spring.platform;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code saga dev} in a process of its own: broker, registry and orchestrator with their own
 * version of Kafka's libraries, beside an application with the version of Spring Boot.
 */
final class PlatformProcess implements AutoCloseable {
  private static final Path MODULE = Path.of("..", "saga-dev", "target");

  private final int kafka;
  private final int registry;
  private final Path dataDir;
  private Process process;

  private PlatformProcess(int kafka, int registry, Path dataDir) {
    this.kafka = kafka;
    this.registry = registry;
    this.dataDir = dataDir;
  }

  /** Chooses the ports, and starts nothing yet. */
  static PlatformProcess in(Path dataDir) throws IOException {
    try (ServerSocket first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerSocket second = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new PlatformProcess(first.getLocalPort(), second.getLocalPort(), dataDir);
    }
  }

  String bootstrapServers() {
    return "127.0.0.1:" + kafka;
  }

  String registryUrl() {
    return "http://127.0.0.1:" + registry;
  }

  void start() throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                InstalledJava.current().program().toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=dev/sagas/orchestrator/logback.xml",
                "-cp",
                classPath(),
                "dev.sagas.cli.SagaCli",
                "dev"));
    command.addAll(List.of("--data-dir", dataDir.toString()));
    command.addAll(List.of("--kafka-port", String.valueOf(kafka)));
    command.addAll(List.of("--registry-port", String.valueOf(registry), "--http-port", "0"));
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(dataDir.resolveSibling("platform.log").toFile())
            .start();
  }

  /** The same class path, and what Spring Boot needs in addition. */
  static String classPathWithSpring() throws IOException {
    String mine =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(entry -> !entry.contains("kafka-clients"))
            .collect(Collectors.joining(File.pathSeparator));
    return classPath() + File.pathSeparator + mine;
  }

  private static String classPath() throws IOException {
    return String.join(
        File.pathSeparator,
        MODULE.resolve("classes").toString(),
        Files.readString(MODULE.resolve("platform-class-path.txt")).strip(),
        // The definition.
        Path.of("target", "test-classes").toString());
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroy();
      process.onExit().join();
    }
  }
}
