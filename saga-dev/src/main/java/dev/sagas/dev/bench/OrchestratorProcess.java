package dev.sagas.dev.bench;

import dev.sagas.cli.SagaCli;
import dev.sagas.dev.kafka.Ports;
import dev.sagas.orchestrator.app.OrchestratorConfig;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code saga orchestrator} in a process of its own. */
final class OrchestratorProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
  private static final int LOG_LINES = 30;

  private final Process process;
  private final Path log;
  private final int port;

  private OrchestratorProcess(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  /**
   * Starts it with its log and state in a directory.
   *
   * @throws BenchFailure if there can be no process
   */
  static OrchestratorProcess start(
      Path directory, List<String> jvmOptions, Map<String, String> properties) {
    int port = Ports.free();
    List<String> arguments = new ArrayList<>(List.of("orchestrator"));
    properties.forEach((name, value) -> arguments.add("-P" + name + "=" + value));
    arguments.add("-P" + OrchestratorConfig.HTTP_PORT + "=" + port);
    arguments.add("-P" + OrchestratorConfig.STATE_DIR + "=" + directory.resolve("state"));
    try {
      Path log = Files.createDirectories(directory).resolve("orchestrator.log");
      return new OrchestratorProcess(launch(log, List.of(), jvmOptions, arguments), log, port);
    } catch (IOException e) {
      throw new BenchFailure("Expected to start an orchestrator in " + directory, e);
    }
  }

  /** Starts a command of {@code saga}, which is killed with this process at the latest. */
  static Process launch(
      Path log, List<String> before, List<String> jvmOptions, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.add("-Dlogback.configurationFile=dev/sagas/orchestrator/logback.xml");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(SagaCli.class.getName());
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return process;
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /** Where its HTTP is. */
  String address() {
    return "http://127.0.0.1:" + port;
  }

  /**
   * Returns when it processes inputs.
   *
   * @throws BenchFailure if it ends or is not ready within 90 s, with the end of its log
   */
  void awaitReady() {
    long endNanos = System.nanoTime() + START_LIMIT.toNanos();
    try {
      while (!isReady()) {
        boolean ended = process.waitFor(50, TimeUnit.MILLISECONDS);
        if (ended || System.nanoTime() > endNanos) {
          process.destroyForcibly();
          throw new BenchFailure(
              "Expected the orchestrator to become ready, but it %s. Its log ends with:%n%s"
                  .formatted(ended ? "ended" : "did not", endOfLog()));
        }
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw BenchFailure.interrupted(e);
    } catch (IOException e) {
      throw new BenchFailure("Expected the orchestrator to answer", e);
    }
  }

  private boolean isReady() throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(address() + "/health/ready")).build();
    try {
      return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode()
          == 200;
    } catch (ConnectException e) {
      // It does not listen yet.
      return false;
    }
  }

  private String endOfLog() throws IOException {
    List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
    return String.join(
        System.lineSeparator(), lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
  }

  /** Ends it without a chance to write anything more. */
  void kill() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      throw BenchFailure.interrupted(e);
    }
  }

  /** Stops it in good order, or else kills it. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw BenchFailure.interrupted(e);
    }
  }
}
