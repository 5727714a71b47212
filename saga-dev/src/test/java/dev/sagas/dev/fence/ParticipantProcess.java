package dev.sagas.dev.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A {@link CrashingParticipant} in a process of its own. */
final class ParticipantProcess implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int KILLED = 128 + 9;

  private final Process process;
  private final Path log;

  private ParticipantProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts it and returns when it takes commands. */
  static ParticipantProcess start(
      Path directory, List<String> connections, String instance, CrashPoint point)
      throws IOException {
    return start(directory, connections, instance, point.text());
  }

  /** Starts one that stops by itself, and returns when it takes commands. */
  static ParticipantProcess start(Path directory, List<String> connections, StopPoints points)
      throws IOException {
    return start(directory, connections, "", points.text());
  }

  private static ParticipantProcess start(
      Path directory, List<String> connections, String instance, String point) throws IOException {
    Path ready = directory.resolve("ready-" + UUID.randomUUID());
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(CrashingParticipant.class.getName());
    command.addAll(connections);
    command.addAll(List.of(instance, point, ready.toString()));
    Path log = directory.resolve("participant.log");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    await()
        .atMost(LIMIT)
        .until(
            () -> {
              // It may take up what the one before it left, and die at once.
              return Files.exists(ready) || !process.isAlive();
            });
    return new ParticipantProcess(process, log);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Whether signal 19 has stopped it. */
  boolean isStopped() throws IOException {
    return StoppedProcess.isStopped(process.pid());
  }

  /** Continues it by signal 18. */
  void resume() throws Exception {
    StoppedProcess.resume(process.pid());
  }

  /** What it has printed, and those before it in its directory. */
  String log() throws IOException {
    return Files.readString(log);
  }

  /** Kills it with signal 9. */
  void kill() {
    process.destroyForcibly();
  }

  /** Waits until it was killed by signal 9. */
  void awaitKilled() throws InterruptedException {
    assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
        .as("killed at its crash point")
        .isTrue();
    assertThat(process.exitValue()).isEqualTo(KILLED);
  }

  /** Stops in good order. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
