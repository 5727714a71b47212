package dev.sagas.samples.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A service in a process of its own that can be killed and started again. Not thread-safe. */
final class ServiceJvm implements AutoCloseable {
  private static final long STOP_LIMIT_S = 30;
  private static final List<String> OPTIONS =
      List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

  private final String name;
  private final Path directory;
  private final Map<String, String> environment;
  private Path ready;
  private Process process;

  private ServiceJvm(String name, Path directory, Map<String, String> environment) {
    this.name = name;
    this.directory = directory;
    this.environment = Map.copyOf(environment);
  }

  /** Starts it; it is ready later. */
  static ServiceJvm start(String name, Path directory, Map<String, String> environment) {
    ServiceJvm service = new ServiceJvm(name, directory, environment);
    service.start();
    return service;
  }

  private void start() {
    ready = directory.resolve(name + "-ready-" + UUID.randomUUID());
    ProcessBuilder builder =
        new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    builder.command().addAll(OPTIONS);
    builder.command().addAll(List.of("-cp", System.getProperty("java.class.path")));
    builder.command().addAll(List.of(ServiceMain.class.getName(), name));
    Map<String, String> variables = new HashMap<>(environment);
    variables.put("SERVICE_READY_FILE", ready.toString());
    builder.environment().putAll(variables);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to start the service " + name, e);
    }
  }

  private Path log() {
    return directory.resolve(name + ".log");
  }

  String name() {
    return name;
  }

  /**
   * True when it handles commands.
   *
   * @throws IllegalStateException if it ended by itself, with the end of its log
   */
  boolean isReady() {
    if (!process.isAlive()) {
      throw new IllegalStateException(
          "Expected %s to run, but it ended with %d: %s"
              .formatted(name, process.exitValue(), endOfLog()));
    }
    return Files.exists(ready);
  }

  private String endOfLog() {
    try {
      List<String> lines = Files.readAllLines(log());
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Ends it as {@code kill -9} does. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Starts it after it was killed. */
  void startAgain() {
    start();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_LIMIT_S, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      kill();
    }
  }
}
