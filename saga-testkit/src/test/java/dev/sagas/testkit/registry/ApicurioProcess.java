package dev.sagas.testkit.registry;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A real registry, Apicurio's, as a process of its own with its content in memory. */
final class ApicurioProcess implements AutoCloseable {
  private static final String DISTRIBUTION = "saga.interop.apicurio";
  private static final int MIN_JAVA = 21;
  private static final Duration START = Duration.ofMinutes(2);

  private final Process process;
  private final String url;

  private ApicurioProcess(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /** Skips the test, with the reason, where the distribution or the Java for it is missing. */
  static ApicurioProcess start(Path log) {
    String directory = System.getProperty(DISTRIBUTION, "");
    assumeTrue(
        Files.exists(Path.of(directory, "quarkus-run.jar")),
        "No Apicurio registry here: run with -Pinterop");
    // Version 2 runs on Java 17 and has other names for nothing that is used here.
    boolean anyJava = Path.of(directory).getFileName().toString().startsWith("apicurio-2");
    Optional<Path> java = anyJava ? Optional.of(ownJava()) : newerJava();
    if (java.isEmpty()) {
      return abort(
          "Apicurio 3 needs Java 21 or newer and none was found: set JAVA21_HOME, or run with"
              + " -Dapicurio.version=2.6.13.Final");
    }
    return start(java.get(), Path.of(directory), log);
  }

  private static ApicurioProcess start(Path java, Path directory, Path log) {
    int port = freePort();
    List<String> command =
        List.of(
            java.toString(),
            "-Xmx512m",
            "-Dquarkus.http.host=127.0.0.1",
            "-Dquarkus.http.port=" + port,
            "-Dquarkus.management.host=127.0.0.1",
            "-Dquarkus.management.port=" + freePort(),
            "-jar",
            directory.resolve("quarkus-run.jar").toString());
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      ApicurioProcess started =
          new ApicurioProcess(process, "http://127.0.0.1:" + port + "/apis/ccompat/v7");
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

  private static Path ownJava() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  /** This Java if it is new enough, else JAVA21_HOME, else the first found where Javas live. */
  private static Optional<Path> newerJava() {
    if (Runtime.version().feature() >= MIN_JAVA) {
      return Optional.of(ownJava());
    }
    List<Path> homes = new ArrayList<>();
    Optional.ofNullable(System.getenv("JAVA21_HOME")).map(Path::of).ifPresent(homes::add);
    for (String parent :
        List.of("/usr/lib/jvm", "/opt/java", "/Library/Java/JavaVirtualMachines")) {
      if (Files.isDirectory(Path.of(parent))) {
        try (Stream<Path> children = Files.list(Path.of(parent))) {
          children
              .flatMap(home -> Stream.of(home, home.resolve("Contents/Home")))
              .forEach(homes::add);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return homes.stream()
        .filter(home -> version(home) >= MIN_JAVA)
        .map(home -> home.resolve("bin/java"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** The feature release by the JDK's own "release" file; 0 where there is none. */
  private static int version(Path home) {
    Path release = home.resolve("release");
    if (!Files.isReadable(release)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(release)) {
      return lines
          .filter(line -> line.matches("JAVA_VERSION=\"[0-9]+[^\"]*\""))
          .map(line -> Runtime.Version.parse(line.replaceAll(".*\"(.*)\"", "$1")).feature())
          .findFirst()
          .orElse(0);
    } catch (IOException | IllegalArgumentException e) {
      return 0;
    }
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
