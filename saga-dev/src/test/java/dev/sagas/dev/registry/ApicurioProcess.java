package dev.sagas.dev.registry;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A real registry, Apicurio's, as a process of its own with its content in memory. */
final class ApicurioProcess implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(2);

  private final Process process;
  private final String url;
  private final boolean versionTwo;

  private ApicurioProcess(Process process, String url, boolean versionTwo) {
    this.process = process;
    this.url = url;
    this.versionTwo = versionTwo;
  }

  /** Skips the test, with the reason, where the distribution or the Java for it is missing. */
  static ApicurioProcess start(Path log) {
    Optional<ApicurioDistribution> found = ApicurioDistribution.find();
    assumeTrue(
        found.isPresent(),
        "No Apicurio registry here: run with -Pinterop; version 3 needs Java 21 or newer"
            + " (JAVA21_HOME), version 2 is taken where there is none");
    int port = freePort();
    List<String> command =
        List.of(
            found.get().java().toString(),
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dquarkus.http.host=127.0.0.1",
            "-Dquarkus.http.port=" + port,
            "-Dquarkus.management.host=127.0.0.1",
            "-Dquarkus.management.port=" + freePort(),
            "-jar",
            found.get().runner().toString());
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      ApicurioProcess started =
          new ApicurioProcess(
              process, "http://127.0.0.1:" + port + "/apis/ccompat/v7", found.get().isVersionTwo());
      started.awaitReady(log);
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitReady(Path log) {
    try {
      Awaitility.await("Apicurio, see " + log)
          .atMost(START)
          .pollInterval(Duration.ofMillis(200))
          .ignoreExceptions()
          .until(() -> new RestCalls(url).get("/subjects").status() == 200 || !process.isAlive());
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    if (!process.isAlive()) {
      throw new IllegalStateException("Expected Apicurio to run, but it ended: see " + log);
    }
  }

  String url() {
    return url;
  }

  boolean isVersionTwo() {
    return versionTwo;
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
