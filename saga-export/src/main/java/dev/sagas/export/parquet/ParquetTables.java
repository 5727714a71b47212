package dev.sagas.export.parquet;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sagas.export.rows.Column;
import dev.sagas.export.rows.ExportTable;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes the exported tables as files of Parquet, one for each table.
 *
 * <ul>
 *   <li>All tables are as of one moment on PostgreSQL. Labels and data are texts of JSON.
 *   <li>A file takes the place of an older one only when it is complete.
 *   <li>The rows of a table are first written beside it, as lines of JSON; memory does not grow
 *       with their number.
 * </ul>
 */
public final class ParquetTables {
  private static final int AT_ONCE = 2_000;
  private static final JsonFactory JSON = new JsonFactory();
  private static final List<ExportTable> TABLES =
      List.of(
          ExportTable.SAGAS,
          ExportTable.STEPS,
          ExportTable.ATTEMPTS,
          ExportTable.INCIDENTS,
          ExportTable.OPERATIONS);

  private final Connection source;
  private final Path folder;

  private ParquetTables(Connection source, Path folder) {
    this.source = source;
    this.folder = folder;
  }

  /**
   * Writes them all.
   *
   * @param source in the schema of the tables; its transaction is rolled back
   * @param jar that of DuckDB; on the class path if empty
   * @return the files
   * @throws IOException if a file cannot be written, or there is no DuckDB
   */
  public static List<Path> write(Connection source, Path folder, Optional<Path> jar)
      throws IOException, SQLException {
    Files.createDirectories(folder);
    source.setAutoCommit(false);
    source.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    List<Path> files = new ArrayList<>();
    try (DuckDb duckDb = DuckDb.start(jar)) {
      for (ExportTable table : TABLES) {
        files.add(new ParquetTables(source, folder).write(duckDb, table));
      }
    } finally {
      source.rollback();
    }
    return files;
  }

  private static List<Column> columns(ExportTable table) {
    return table.columns().stream().filter(column -> column.type() != Column.Type.BYTES).toList();
  }

  private Path write(DuckDb duckDb, ExportTable table) throws IOException, SQLException {
    Path file = folder.resolve(table.table() + ".parquet");
    Path lines = Files.createTempFile(folder, table.table(), ".jsonl");
    Path fresh = Files.createTempFile(folder, table.table(), ".tmp");
    try {
      copy(table, lines);
      try (Statement statement = duckDb.connection().createStatement()) {
        statement.execute(
            """
            COPY (SELECT * FROM read_json(%s, format = 'newline_delimited', \
            maximum_object_size = 67108864, columns = {%s})) \
            TO %s (FORMAT parquet, COMPRESSION zstd)\
            """
                .formatted(quoted(lines), types(table), quoted(fresh)));
      }
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(lines);
      Files.deleteIfExists(fresh);
    }
    return file;
  }

  private static String quoted(Path path) {
    return "'" + path.toAbsolutePath().toString().replace("'", "''") + "'";
  }

  private static String types(ExportTable table) {
    return columns(table).stream()
        .map(column -> column.name() + ": '" + type(column.type()) + "'")
        .collect(Collectors.joining(", "));
  }

  private static String type(Column.Type type) {
    return switch (type) {
      case TEXT, JSON -> "VARCHAR";
      case TIME -> "TIMESTAMPTZ";
      case INT -> "INTEGER";
      case LONG -> "BIGINT";
      case BYTES -> "BLOB";
    };
  }

  private void copy(ExportTable table, Path lines) throws IOException, SQLException {
    String names = columns(table).stream().map(Column::name).collect(Collectors.joining(", "));
    try (PreparedStatement select =
            source.prepareStatement("SELECT " + names + " FROM " + table.table());
        Writer writer = Files.newBufferedWriter(lines, StandardCharsets.UTF_8);
        JsonGenerator json = JSON.createGenerator(writer)) {
      json.setRootValueSeparator(null);
      select.setFetchSize(AT_ONCE);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          json.writeStartObject();
          for (Column column : columns(table)) {
            put(json, column, rows);
          }
          json.writeEndObject();
          json.writeRaw('\n');
        }
      }
    }
  }

  private static void put(JsonGenerator json, Column column, ResultSet row)
      throws IOException, SQLException {
    String text = row.getString(column.name());
    if (text == null) {
      json.writeNullField(column.name());
      return;
    }
    switch (column.type()) {
      case TEXT, JSON, BYTES -> json.writeStringField(column.name(), text);
      case TIME ->
          json.writeStringField(
              column.name(),
              row.getObject(column.name(), OffsetDateTime.class).toInstant().toString());
      case INT, LONG -> json.writeNumberField(column.name(), row.getLong(column.name()));
    }
  }
}
