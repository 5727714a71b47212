package dev.sagas.chaos.cluster;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The participants' database server.
 *
 * <ul>
 *   <li>What it has acknowledged survives the death of its processes. It does not call fsync: a
 *       crash of the machine is none of its faults.
 *   <li>Frozen, killed and continued with all its child processes.
 * </ul>
 */
final class PostgresMember implements ClusterMember {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final long END_LIMIT_S = 30;

  private final Path directory;
  private final int port;
  private @Nullable EmbeddedPostgres server;

  PostgresMember(Path directory, int port) {
    this.directory = directory;
    this.port = port;
  }

  @Override
  public String name() {
    return Cluster.DATABASE;
  }

  /** Returns when it takes connections. */
  @Override
  public synchronized void start() {
    if (isRunning()) {
      return;
    }
    try {
      Files.createDirectories(directory);
      server =
          EmbeddedPostgres.builder()
              .setDataDirectory(directory.resolve("data"))
              .setOverrideWorkingDirectory(directory.resolve("programs").toFile())
              .setCleanDataDirectory(false)
              .setRegisterShutdownHook(false)
              .setPort(port)
              .setPGStartupWait(START_LIMIT)
              .setServerConfig("fsync", "off")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("full_page_writes", "on")
              .setServerConfig("max_connections", "200")
              .setOutputRedirector(log())
              .setErrorRedirector(log())
              .start();
    } catch (IOException e) {
      throw new ClusterFailure("Expected to start PostgreSQL in " + directory, e);
    }
  }

  private ProcessBuilder.Redirect log() {
    return ProcessBuilder.Redirect.appendTo(directory.resolve("database.log").toFile());
  }

  @Override
  public synchronized boolean isReady() {
    return isRunning();
  }

  @Override
  public synchronized boolean isRunning() {
    return root().isPresent();
  }

  private Optional<ProcessHandle> root() {
    Path file = directory.resolve("data").resolve("postmaster.pid");
    try {
      return Files.exists(file)
          ? ProcessHandle.of(
                  Long.parseLong(Files.readAllLines(file, StandardCharsets.UTF_8).get(0).trim()))
              .filter(ProcessHandle::isAlive)
          : Optional.empty();
    } catch (IOException e) {
      throw new ClusterFailure("Expected to read " + file, e);
    }
  }

  private List<ProcessHandle> all() {
    return root().stream()
        .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
        .toList();
  }

  @Override
  public synchronized void kill() {
    List<ProcessHandle> ending = all();
    ending.forEach(process -> Signal.KILL.send(process.pid()));
    ending.forEach(PostgresMember::awaitEnd);
    release();
  }

  /** In its fast form, which breaks off what runs. */
  @Override
  public synchronized void terminate() {
    release();
  }

  /** Stops it if it runs, and frees its directory for the next start. */
  private void release() {
    EmbeddedPostgres ended = server;
    server = null;
    if (ended != null) {
      try {
        ended.close();
      } catch (IOException e) {
        throw new ClusterFailure("Expected to stop PostgreSQL", e);
      }
    }
  }

  private static void awaitEnd(ProcessHandle ending) {
    try {
      ending.onExit().get(END_LIMIT_S, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw ClusterFailure.interrupted(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new ClusterFailure("Expected the process " + ending.pid() + " to end", e);
    }
  }

  @Override
  public synchronized void freeze() {
    all().forEach(process -> Signal.STOP.send(process.pid()));
  }

  @Override
  public synchronized void thaw() {
    all().forEach(process -> Signal.CONT.send(process.pid()));
  }
}
