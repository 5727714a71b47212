package dev.sagas.export.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.export.query.ExportedTables;
import dev.sagas.index.exported.ExportConnector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What analysts read in the files. */
class ParquetTablesTest {
  private static final String TEXT = "{\"name\":\"Ada, \\\"the first\\\"\\n' of ü\"}";

  @TempDir private Path folder;

  private String url() {
    return "jdbc:h2:" + folder.resolve("export");
  }

  private List<Path> write(Optional<Path> jar) throws SQLException, IOException {
    try (Connection source = DriverManager.getConnection(url(), "sa", "")) {
      source.setSchema("sagas");
      return ParquetTables.write(source, folder.resolve("files"), jar);
    }
  }

  private ExportedTables tables() throws SQLException {
    return new ExportedTables(new ExportConnector.Address(url(), "sa", "", "sagas"));
  }

  @Test
  void shouldHaveEveryRowWithItsTypes() throws Exception {
    // given
    try (ExportedTables tables = tables()) {
      tables.add(ExportedTables.Run.of("o-1", "RUNNING", 1_001, 2_002), Map.of("shop", "7"), TEXT);
      tables.add(ExportedTables.Run.of("o-2", "COMPLETED", 3, 86_400_000), Map.of(), "{}");
      tables.execute(
          "INSERT INTO operations (saga_id, run, revision, operation_id, kind, actor, reason,"
              + " applied_at) VALUES ('o-1', 'r', 9000000000, 'op', 'CANCEL', 'bob', 'late', ?)",
          Instant.EPOCH);
      write(Optional.empty());
    }

    // when: again, over what is there
    List<Path> files = write(Optional.empty());

    // then
    assertThat(files)
        .extracting(file -> file.getFileName().toString())
        .containsExactly(
            "sagas.parquet",
            "steps.parquet",
            "attempts.parquet",
            "incidents.parquet",
            "operations.parquet");
    try (var written = Files.list(folder.resolve("files"))) {
      assertThat(written).hasSize(5);
    }
    try (DuckDb duckDb = DuckDb.start(Optional.empty());
        Statement statement = duckDb.connection().createStatement()) {
      assertThat(
              one(
                  statement,
                  "SELECT data || ' ' || epoch_ms(started_at) || ' ' || (ended_at IS NULL)"
                      + " || ' ' || version FROM '%s' WHERE saga_id = 'o-1'",
                  files.get(0)))
          .isEqualTo(TEXT + " 1001 true 3");
      assertThat(one(statement, "SELECT count(*) FROM '%s'", files.get(0))).isEqualTo("2");
      assertThat(one(statement, "SELECT count(*) FROM '%s'", files.get(1))).isEqualTo("0");
      assertThat(one(statement, "SELECT max(revision) FROM '%s'", files.get(4)))
          .isEqualTo("9000000000");
    }
  }

  private static String one(Statement statement, String sql, Path file) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql.formatted(file))) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  @Test
  void shouldSayWhatIsWrongWithTheJar() throws Exception {
    tables().close();
    Path missing = folder.resolve("missing.jar");
    assertThatThrownBy(() -> write(Optional.of(missing)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("missing.jar");
  }
}
