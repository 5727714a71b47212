package dev.sagas.samples.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sagas.samples.service.DatabaseSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The shipping service in Node.js, as a process of its own. */
final class NodeShipping implements AutoCloseable {
  private static final Path PROJECT = Path.of("node-shipping").toAbsolutePath();
  private static final Path INSTALLED = PROJECT.resolve("node_modules/.package-lock.json");
  private static final int OLDEST_NODE = 20;
  private static final long INSTALL_LIMIT_S = 120;
  private static final long RUN_LIMIT_S = 60;
  private static final Pattern JDBC_URL = Pattern.compile("jdbc:(.*)\\?currentSchema=(\\w+)");

  private final Process process;
  private final Path log;

  private NodeShipping(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** What a command line tool said, and whether it ended well. */
  record Ran(int exitCode, String output) {}

  /** Skips the test, and says why, where the service cannot run. */
  static void assumeInstalled() throws IOException, InterruptedException {
    assumeTrue(
        majorVersion() >= OLDEST_NODE,
        "Node.js " + OLDEST_NODE + " or newer is not on the path, found: " + majorVersion());
    Path lock = Files.createDirectories(Path.of("target")).resolve("node-shipping.lock");
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      assertThat(held.isValid()).isTrue();
      if (!isInstalled()) {
        Ran install = run(INSTALL_LIMIT_S, "npm", "ci", "--no-audit", "--no-fund");
        assumeTrue(
            install.exitCode() == 0,
            "npm ci could not install what the Node.js service needs: " + install.output());
      }
    }
  }

  private static int majorVersion() throws InterruptedException {
    Matcher version =
        Pattern.compile("v(\\d+)\\..*", Pattern.DOTALL).matcher(run(10, "node", "-v").output());
    return version.matches() ? Integer.parseInt(version.group(1)) : 0;
  }

  private static boolean isInstalled() throws IOException {
    return Files.exists(INSTALLED)
        && Files.getLastModifiedTime(INSTALLED)
                .compareTo(Files.getLastModifiedTime(PROJECT.resolve("package-lock.json")))
            >= 0;
  }

  /** Runs the service's own tests. */
  static Ran runOwnTests() throws InterruptedException {
    return run(RUN_LIMIT_S, "npm", "test");
  }

  private static Ran run(long limitS, String... command) throws InterruptedException {
    try {
      Path output = Files.createTempFile("node-shipping", ".log");
      Process process =
          new ProcessBuilder(command)
              .directory(PROJECT.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(limitS, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
      Ran ran = new Ran(process.exitValue(), Files.readString(output));
      Files.delete(output);
      return ran;
    } catch (IOException e) {
      return new Ran(-1, String.valueOf(e.getMessage()));
    }
  }

  /** Starts it on a schema of PostgreSQL; what it says goes to a file. */
  static NodeShipping start(Backbone backbone, DatabaseSettings database, URI carriers, Path log)
      throws IOException {
    return start(backbone, database, new Surroundings(carriers, log, Map.of()));
  }

  /**
   * What is around the service besides broker, registry and database.
   *
   * @param environment more variables
   */
  record Surroundings(URI carriers, Path log, Map<String, String> environment) {}

  /** The same. */
  static NodeShipping start(Backbone backbone, DatabaseSettings database, Surroundings around)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(List.of("node", "src/main.js"))
            .directory(PROJECT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(around.log().toFile()));
    builder.environment().put("SAGA_BOOTSTRAP_SERVERS", backbone.bootstrapServers());
    builder.environment().put("SAGA_SCHEMA_REGISTRY_URL", backbone.registryUrl());
    builder.environment().put("DATABASE_URL", urlOf(database));
    builder.environment().put("OUTSIDE_URL", around.carriers().toString());
    builder.environment().putAll(around.environment());
    return new NodeShipping(builder.start(), around.log());
  }

  private static String urlOf(DatabaseSettings database) {
    Matcher url = JDBC_URL.matcher(database.url());
    if (!url.matches()) {
      throw new IllegalArgumentException("Expected a schema of PostgreSQL, but got " + database);
    }
    String account = "//" + database.user() + ":" + database.password() + "@";
    return url.group(1).replace("//", account) + "?options=-c%20search_path%3D" + url.group(2);
  }

  boolean isRunning() {
    return process.isAlive();
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  /** Asks it to end, as SIGTERM does; returns its exit code. */
  int stop() throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("ended after SIGTERM").isTrue();
    return process.exitValue();
  }

  /** As {@code kill -9} does. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
