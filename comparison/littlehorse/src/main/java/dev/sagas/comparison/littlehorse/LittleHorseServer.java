package dev.sagas.comparison.littlehorse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** LittleHorse's server, in a process and on a JDK of its own. */
final class LittleHorseServer implements AutoCloseable {
  private final ChildProcess process;
  private final int port;

  private LittleHorseServer(ChildProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  static LittleHorseServer start(Path directory, ServerSettings settings, String bootstrapServers)
      throws IOException, InterruptedException {
    int port = ChildProcess.freePort();
    Path config = Files.createDirectories(directory).resolve("server.properties");
    Files.writeString(
        config, properties(directory, settings, bootstrapServers, port), StandardCharsets.UTF_8);
    ChildProcess process =
        ChildProcess.start(
            settings.jvm(),
            List.of("io.littlehorse.App", config.toString()),
            directory.resolve("server.log"));
    process.awaitPort(port);
    return new LittleHorseServer(process, port);
  }

  private static String properties(
      Path directory, ServerSettings settings, String bootstrapServers, int port) {
    int internal = ChildProcess.freePort();
    return """
    LHS_KAFKA_BOOTSTRAP_SERVERS=%s
    LHS_CLUSTER_ID=comparison
    LHS_INSTANCE_ID=1
    LHS_REPLICATION_FACTOR=1
    LHS_CLUSTER_PARTITIONS=%s
    LHS_CORE_STREAM_THREADS=%s
    LHS_SHOULD_CREATE_TOPICS=true
    LHS_STATE_DIR=%s
    LHS_LISTENERS=PLAIN:%s
    LHS_ADVERTISED_LISTENERS=PLAIN://localhost:%s
    LHS_INTERNAL_BIND_PORT=%s
    LHS_INTERNAL_ADVERTISED_PORT=%s
    LHS_INTERNAL_ADVERTISED_HOST=localhost
    LHS_HEALTH_SERVICE_PORT=%s
    """
        .formatted(
            bootstrapServers,
            settings.partitions(),
            settings.streamThreads(),
            directory.resolve("state"),
            port,
            port,
            internal,
            internal,
            ChildProcess.freePort());
  }

  int port() {
    return port;
  }

  Process process() {
    return process.process();
  }

  @Override
  public void close() {
    process.close();
  }
}
