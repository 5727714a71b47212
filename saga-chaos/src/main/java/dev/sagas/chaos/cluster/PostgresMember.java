package dev.sagas.chaos.cluster;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
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
  private static final int CONNECT_MS = 1_000;

  private final Path directory;
  private final int port;
  private @Nullable EmbeddedPostgres server;
  private @Nullable Process startedAgain;

  PostgresMember(Path directory, int port) {
    this.directory = directory;
    this.port = port;
  }

  @Override
  public String name() {
    return Cluster.DATABASE;
  }

  /** The first time it returns when connections are taken. */
  @Override
  public synchronized void start() {
    if (isRunning()) {
      return;
    }
    try {
      if (server == null) {
        Files.createDirectories(directory);
        server = create();
      } else {
        startAgain();
      }
    } catch (IOException e) {
      throw new ClusterFailure("Expected to start PostgreSQL in " + directory, e);
    }
  }

  private EmbeddedPostgres create() throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data())
        .setOverrideWorkingDirectory(directory.resolve("programs").toFile())
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
  }

  /** By the command that the server has left for that. It refuses to run as root. */
  private void startAgain() throws IOException {
    String command = Files.readString(data().resolve("postmaster.opts"), StandardCharsets.UTF_8);
    boolean isRoot = ProcessHandle.current().info().user().equals(Optional.of("root"));
    startedAgain =
        new ProcessBuilder("sh", "-c", (isRoot ? "exec unshare -U " : "exec ") + command)
            .redirectErrorStream(true)
            .redirectOutput(log())
            .start();
  }

  private Path data() {
    return directory.resolve("data");
  }

  private ProcessBuilder.Redirect log() {
    return ProcessBuilder.Redirect.appendTo(directory.resolve("database.log").toFile());
  }

  @Override
  public boolean isAlive() {
    return true;
  }

  @Override
  public synchronized boolean isReady() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MS);
      return true;
    } catch (IOException e) {
      // Nobody listens.
      return false;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return root().isPresent();
  }

  /** What was started becomes the server, and notes its id only after a while. */
  private Optional<ProcessHandle> root() {
    return noted()
        .or(() -> Optional.ofNullable(startedAgain).map(Process::toHandle))
        .filter(ProcessHandle::isAlive);
  }

  private Optional<ProcessHandle> noted() {
    Path file = data().resolve("postmaster.pid");
    try {
      return Files.exists(file)
          ? Files.readAllLines(file, StandardCharsets.UTF_8).stream()
              .findFirst()
              .map(String::trim)
              .filter(line -> !line.isEmpty())
              .flatMap(line -> ProcessHandle.of(Long.parseLong(line)))
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
  public synchronized List<Long> pids() {
    return all().stream().map(ProcessHandle::pid).toList();
  }

  @Override
  public synchronized void kill() {
    List<ProcessHandle> ending = all();
    ending.forEach(process -> Signal.KILL.send(process.pid()));
    ending.forEach(PostgresMember::awaitEnd);
  }

  /** In its fast form, which breaks off what runs. */
  @Override
  public synchronized void terminate() {
    List<ProcessHandle> ending = all();
    ending.stream().findFirst().ifPresent(root -> Signal.INT.send(root.pid()));
    ending.forEach(PostgresMember::awaitEnd);
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
