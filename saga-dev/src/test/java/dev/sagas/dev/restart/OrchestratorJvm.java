package dev.sagas.dev.restart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.cli.SagaCli;
import dev.sagas.dev.fence.StoppedProcess;
import dev.sagas.orchestrator.app.OrchestratorConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code saga orchestrator} in a process of its own. */
final class OrchestratorJvm implements AutoCloseable {
  static final int TERMINATED = 128 + 15;
  static final int KILLED = 128 + 9;

  /** Closing the engine is bounded to 30 s. */
  private static final Duration END_LIMIT = Duration.ofSeconds(60);

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Process process;
  private final Path log;
  private final int port;

  private OrchestratorJvm(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  /** Starts it; the folder holds its log. */
  static OrchestratorJvm start(Path directory, Map<String, String> properties) throws IOException {
    int port = freePort();
    Path log = Files.createDirectories(directory).resolve("orchestrator.log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx160m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(SagaCli.class.getName(), "orchestrator"));
    properties.forEach((name, value) -> command.add("-P" + name + "=" + value));
    command.add("-P" + OrchestratorConfig.HTTP_PORT + "=" + port);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    // A build that is interrupted leaves none behind.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new OrchestratorJvm(process, log, port);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Whether it says that inputs are processed. */
  boolean isReady() throws IOException, InterruptedException {
    assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready")).build();
    return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
  }

  /** What it answers over HTTP; the path begins after {@code /api/v1}. */
  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1" + path)).build(),
        BodyHandlers.ofString());
  }

  /** Sends signal 15, and gives its exit code. */
  int terminate() throws InterruptedException {
    process.destroy();
    return exitCode();
  }

  /** Sends signal 9, and gives its exit code. */
  int kill() throws InterruptedException {
    process.destroyForcibly();
    return exitCode();
  }

  /** Sends signal 19. */
  void stop() throws IOException, InterruptedException {
    StoppedProcess.stop(process.pid());
  }

  boolean isStopped() throws IOException {
    return StoppedProcess.isStopped(process.pid());
  }

  /** Sends signal 18. */
  void resume() throws IOException, InterruptedException {
    StoppedProcess.resume(process.pid());
  }

  /** Waits for its end. */
  int exitCode() throws InterruptedException {
    assertThat(process.waitFor(END_LIMIT.toSeconds(), TimeUnit.SECONDS)).as("it ended").isTrue();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
