package dev.sagas.samples.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sagas.cli.SagaCli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code saga demo} as a process of its own, to be killed. */
final class DemoProcess implements AutoCloseable {
  private static final long END_TIMEOUT_S = 240;

  private final Path out;
  private final Path err;
  private final Process process;

  private DemoProcess(Path out, Path err, Process process) {
    this.out = out;
    this.err = err;
    this.process = process;
  }

  static DemoProcess start(Path directory, String name, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(SagaCli.class.getName(), "demo", "--output", "json"));
    command.addAll(List.of("--data-dir", directory.resolve("data").toString()));
    command.addAll(List.of(options));
    Path out = directory.resolve(name + ".out");
    Path err = directory.resolve(name + ".err");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    return new DemoProcess(out, err, process);
  }

  /** What it told so far. */
  String progress() throws IOException {
    return Files.readString(err);
  }

  boolean isRunning() {
    return process.isAlive();
  }

  /** As {@code kill -9} does. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  int awaitExitCode() throws InterruptedException {
    if (!process.waitFor(END_TIMEOUT_S, TimeUnit.SECONDS)) {
      throw new AssertionError("Expected the demo to end within " + END_TIMEOUT_S + " s");
    }
    return process.exitValue();
  }

  JsonNode json() throws IOException {
    return new ObjectMapper().readTree(Files.readString(out));
  }

  @Override
  public void close() {
    kill();
  }
}
