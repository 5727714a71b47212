package dev.sagas.dev.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code saga export} in a process of its own, into the run's PostgreSQL. */
final class ExportProcess implements AutoCloseable {
  private static final List<String> JVM_OPTIONS = List.of("-Xmx256m", "-XX:+UseSerialGC");
  private static final List<String> LAST = List.of("nice", "-n", "19");
  private static final int STOP_SECONDS = 30;

  private final Process process;
  private final BenchPostgres database;

  private ExportProcess(Process process, BenchPostgres database) {
    this.process = process;
    this.database = database;
  }

  /**
   * Starts it with its log in a directory.
   *
   * @param cluster options that name broker and registry
   * @throws BenchFailure if there can be no process
   */
  static ExportProcess start(Path directory, BenchPostgres database, List<String> cluster) {
    List<String> arguments = new ArrayList<>(List.of("export", "--jdbc-url", database.url()));
    arguments.addAll(cluster);
    try {
      Path log = Files.createDirectories(directory).resolve("export.log");
      return new ExportProcess(
          OrchestratorProcess.launch(log, LAST, JVM_OPTIONS, arguments), database);
    } catch (IOException e) {
      throw new BenchFailure("Expected to start an export in " + directory, e);
    }
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /**
   * How many ended sagas the tables have.
   *
   * @throws BenchFailure if the export has ended, or has not made its tables yet
   */
  long exported() {
    if (!process.isAlive()) {
      throw new BenchFailure("Expected the export to run, but it ended: " + process.exitValue());
    }
    try (Connection connection = database.pool().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT count(*) FROM sagas.sagas WHERE ended_at IS NOT NULL")) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new BenchFailure("Expected the tables of the export", e);
    }
  }

  /** Stops it in good order, or else kills it. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw BenchFailure.interrupted(e);
    }
  }
}
