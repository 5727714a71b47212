package dev.sagas.dev.participant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sagas.dev.participant.GuidedService.Handling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A {@link GuidedService} in a process of its own. */
final class GuidedJvm implements AutoCloseable {
  static final int TERMINATED = 128 + 15;
  static final int KILLED = 128 + 9;

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Process process;
  private final Path log;

  private GuidedJvm(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts it with a fence of that kind; returns at the end of its main. */
  static GuidedJvm start(Path directory, String fence, Handling handling, Map<String, ?> settings)
      throws IOException {
    String name = UUID.randomUUID().toString();
    Path started = directory.resolve(name + ".started");
    Path log = directory.resolve(name + ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(GuidedService.class.getName(), fence, handling.name()));
    command.add(started.toString());
    settings.forEach((key, value) -> command.add(key + "=" + value));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    GuidedJvm jvm = new GuidedJvm(process, log);
    await().atMost(LIMIT).until(() -> Files.exists(started) || !process.isAlive());
    assertThat(started).as(jvm.log()).exists();
    return jvm;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** What it has printed. */
  String log() throws IOException {
    return Files.readString(log);
  }

  /** Sends signal 15 and nothing else, and gives its exit code. */
  int terminate() throws InterruptedException {
    process.toHandle().destroy(); // that of the process would end its input, too
    return exitCode();
  }

  /** Sends signal 9, and gives its exit code. */
  int kill() throws InterruptedException {
    process.destroyForcibly();
    return exitCode();
  }

  /** Lets it close its participant, and gives its exit code. */
  int endInput() throws Exception {
    process.getOutputStream().close();
    return exitCode();
  }

  private int exitCode() throws InterruptedException {
    assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).as("it has ended").isTrue();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
