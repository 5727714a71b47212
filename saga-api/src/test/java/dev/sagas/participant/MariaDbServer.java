package dev.sagas.participant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.mariadb.jdbc.MariaDbDataSource;

/** A MariaDB of the machine's own programs, with its data in a directory of its own. */
public final class MariaDbServer {
  private static final List<String> FOLDERS = List.of("/usr/sbin", "/usr/bin", "/usr/local/bin");

  private final Process process;
  private final MariaDbDataSource dataSource;

  private MariaDbServer(Process process, MariaDbDataSource dataSource) {
    this.process = process;
    this.dataSource = dataSource;
  }

  /** Whether the programs are on this machine. */
  public static boolean isInstalled() {
    return program("mariadbd").isPresent() && program("mariadb-install-db").isPresent();
  }

  /** Starts one, and waits until it answers. */
  public static MariaDbServer start(Path directory) throws Exception {
    Path data = directory.resolve("data");
    Path log = directory.resolve("mariadb.log");
    Process install =
        run(
            log,
            program("mariadb-install-db").orElseThrow().toString(),
            "--no-defaults",
            "--datadir=" + data,
            "--auth-root-authentication-method=normal",
            "--skip-test-db",
            "--user=" + System.getProperty("user.name"));
    assertThat(install.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(install.exitValue()).as(Files.readString(log)).isZero();
    int port = freePort();
    Process server =
        run(
            log,
            program("mariadbd").orElseThrow().toString(),
            "--no-defaults",
            "--datadir=" + data,
            "--socket=" + directory.resolve("s"),
            "--pid-file=" + directory.resolve("pid"),
            "--bind-address=127.0.0.1",
            "--port=" + port,
            "--innodb-buffer-pool-size=32M",
            "--user=" + System.getProperty("user.name"));
    MariaDbDataSource dataSource =
        new MariaDbDataSource("jdbc:mariadb://127.0.0.1:" + port + "/mysql?user=root");
    MariaDbServer started = new MariaDbServer(server, dataSource);
    await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(started::answers);
    return started;
  }

  /** A connection of its own for each caller. */
  public DataSource dataSource() {
    return dataSource;
  }

  /** Stops it, by force after 20 s. */
  public void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }

  private boolean answers() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      return connection.isValid(5);
    }
  }

  private static Process run(Path log, String... command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    // Two servers that are set up at the same time delete each other's temporary tables.
    builder.environment().put("TMPDIR", log.toAbsolutePath().getParent().toString());
    return builder.start();
  }

  private static Optional<Path> program(String name) {
    return Stream.concat(Stream.of(System.getenv("PATH").split(":", -1)), FOLDERS.stream())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
