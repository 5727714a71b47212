package dev.sagas.dev.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sagas.cli.SagaCli;
import dev.sagas.dev.journal.SyntheticDeployment;
import dev.sagas.export.rows.Column;
import dev.sagas.export.rows.ExportTable;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code saga export} in processes that are killed, into PostgreSQL with {@code fsync}.
 *
 * <ul>
 *   <li>{@code -Dsaga.export.transitions}: how many there are, 4 000 by default.
 *   <li>{@code -Dsaga.export.kills}: how often an export is killed, once by default.
 *   <li>{@code -Dsaga.export.seed}: when; printed.
 * </ul>
 */
@Tag("crash")
class ExportKillTest {
  private static final int TRANSITIONS = Integer.getInteger("saga.export.transitions", 4_000);
  private static final int KILLS = Integer.getInteger("saga.export.kills", 1);
  private static final long SEED = Long.getLong("saga.export.seed", System.nanoTime());

  private static final int HEAP_MB = 128;

  /** The exit code of a process that signal 9 ended, and not its own end. */
  private static final int KILLED = 128 + 9;

  @TempDir private Path folder;
  private SyntheticDeployment sagas;
  private EmbeddedPostgres postgres;

  @BeforeEach
  void start() throws Exception {
    postgres =
        EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .start();
    sagas = SyntheticDeployment.start(folder, TRANSITIONS);
  }

  @AfterEach
  void stop() throws IOException {
    sagas.close();
    postgres.close();
  }

  private Process export(String schema) throws IOException {
    return sagas.saga(
        schema, HEAP_MB, List.of("export", "--once", "--schema", schema, "--jdbc-url", url()));
  }

  private long number(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** The transitions whose rows are committed. */
  private long exported(String schema) throws SQLException {
    return number("SELECT to_regclass('%s.sagas')::oid::bigint".formatted(schema)) == 0
        ? 0
        : number("SELECT coalesce(sum(revision), 0) FROM %s.sagas".formatted(schema));
  }

  private long different(ExportTable table, String one, String other) throws SQLException {
    String columns = table.columns().stream().map(Column::name).collect(Collectors.joining(", "));
    return number(
        "SELECT count(*) FROM (SELECT %1$s FROM %2$s.%4$s EXCEPT SELECT %1$s FROM %3$s.%4$s) d"
            .formatted(columns, one, other, table.table()));
  }

  /** Kills it when it has exported so many, and returns the process that takes its place. */
  private Process killAt(long transitions, Process running) throws Exception {
    await()
        .atMost(SyntheticDeployment.LIMIT)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> exported("killed") >= transitions || !running.isAlive());
    assertThat(running.destroyForcibly().waitFor()).as("exit code").isEqualTo(KILLED);
    return export("killed");
  }

  @Test
  void shouldHaveTheSameRowsAsOneThatIsNeverKilled() throws Exception {
    // given
    System.out.println("saga.export.seed=" + SEED);
    long beganNanos = System.nanoTime();
    sagas.awaitDone(export("whole"), "whole");
    double seconds = (System.nanoTime() - beganNanos) / 1e9;
    System.out.printf(
        "%d transitions in %.1f s: %.0f/s%n", TRANSITIONS, seconds, TRANSITIONS / seconds);
    assertThat(exported("whole")).isEqualTo(TRANSITIONS);

    // when
    Random random = new Random(SEED);
    List<Long> kills = random.longs(KILLS, 1, TRANSITIONS / 2).sorted().boxed().toList();
    Process running = export("killed");
    for (long transitions : kills) {
      running = killAt(transitions, running);
    }
    sagas.awaitDone(running, "killed");

    // then
    for (ExportTable table : ExportTable.all()) {
      assertThat(different(table, "whole", "killed")).as(table.table()).isZero();
      assertThat(different(table, "killed", "whole")).as(table.table()).isZero();
    }
    assertThat(number("SELECT count(*) FROM killed.export_gaps")).isZero();
    assertThat(number("SELECT count(*) FROM killed.attempts")).isPositive();
    assertThat(analytics("export", "--export=" + url(), "--export-schema=killed"))
        .isEqualTo(analytics("topics", sagas.options()));
  }

  /** The statistics of all sagas, and how long it took to get them. */
  private static JsonNode analytics(String source, String... where) throws IOException {
    StringWriter out = new StringWriter();
    List<String> arguments = new ArrayList<>(List.of("audit", "--analytics", "--output=json"));
    arguments.addAll(List.of(where));
    long beganNanos = System.nanoTime();
    int exitCode =
        SagaCli.commandLine()
            .setOut(new PrintWriter(out, true))
            .execute(arguments.toArray(String[]::new));
    System.out.printf(
        "analytics by the %s in %.1f s%n", source, (System.nanoTime() - beganNanos) / 1e9);
    assertThat(exitCode).isZero();
    JsonNode analytics = new ObjectMapper().readTree(out.toString()).path("analytics");
    assertThat(analytics.path("types")).isNotEmpty();
    return analytics;
  }

  private String url() {
    return postgres.getJdbcUrl("postgres", "postgres");
  }
}
