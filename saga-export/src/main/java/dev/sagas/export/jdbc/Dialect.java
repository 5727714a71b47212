package dev.sagas.export.jdbc;

import dev.sagas.export.rows.Column;
import dev.sagas.export.rows.ExportTable;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What differs from database to database. */
enum Dialect {
  POSTGRESQL("postgresql"),
  H2("h2");

  private final String name;

  Dialect(String name) {
    this.name = name;
  }

  /**
   * That of a database.
   *
   * @throws ExportException if it is another one
   */
  static Dialect of(String product) {
    String lower = product.toLowerCase(Locale.ROOT);
    for (Dialect dialect : values()) {
      if (lower.equals(dialect.name)) {
        return dialect;
      }
    }
    throw new ExportException("Expected PostgreSQL or H2, but the database is " + product);
  }

  /** Where its migrations are: those of all databases, and its own. */
  String[] migrations() {
    return new String[] {"classpath:dev/sagas/export/tables", "classpath:dev/sagas/export/" + name};
  }

  /** What the migrations call the types of columns. */
  Map<String, String> types() {
    return switch (this) {
      case POSTGRESQL ->
          Map.of("text", "text", "time", "timestamptz", "json", "jsonb", "bytes", "bytea");
      case H2 ->
          Map.of(
              "text", "varchar",
              "time", "timestamp(3) with time zone",
              "json", "json",
              "bytes", "varbinary(10000000)");
    };
  }

  /**
   * A statement that inserts rows, or changes those that are there.
   *
   * <ul>
   *   <li>PostgreSQL: an array for each column, all rows at once. H2: a value for each, one row.
   * </ul>
   */
  String upsert(ExportTable table) {
    return switch (this) {
      case POSTGRESQL -> onConflict(table);
      case H2 -> merge(table);
    };
  }

  private static String onConflict(ExportTable table) {
    List<Column> columns = table.columns();
    String changes =
        joined(
            table.others(),
            column ->
                column.isKept()
                    ? "%1$s = COALESCE(EXCLUDED.%1$s, t.%1$s)".formatted(column.name())
                    : "%1$s = EXCLUDED.%1$s".formatted(column.name()));
    return "INSERT INTO %s AS t (%s) SELECT %s FROM unnest(%s) AS u(%s) ON CONFLICT (%s) DO UPDATE SET %s"
        .formatted(
            table.table(),
            joined(columns, Column::name),
            joined(columns, Dialect::selected),
            joined(columns, column -> "?::" + array(column)),
            joined(columns, Column::name),
            joined(table.keys(), Column::name),
            changes);
  }

  private static String selected(Column column) {
    return switch (column.type()) {
      case JSON -> "u." + column.name() + "::jsonb";
      case TIME -> "timestamptz 'epoch' + u." + column.name() + " * interval '1 millisecond'";
      case TEXT, INT, LONG, BYTES -> "u." + column.name();
    };
  }

  private static String array(Column column) {
    return element(column.type()) + "[]";
  }

  /** The type of an array's elements, as the driver calls it. */
  static String element(Column.Type type) {
    return switch (type) {
      case TEXT, JSON -> "text";
      case TIME, LONG -> "int8";
      case INT -> "int4";
      case BYTES -> "bytea";
    };
  }

  private static String merge(ExportTable table) {
    List<Column> columns = table.columns();
    return """
        MERGE INTO %s t USING (VALUES (%s)) s(%s) ON %s
        WHEN MATCHED THEN UPDATE SET %s
        WHEN NOT MATCHED THEN INSERT (%s) VALUES (%s)\
        """
        .formatted(
            table.table(),
            joined(columns, Dialect::placeholder),
            joined(columns, Column::name),
            table.keys().stream()
                .map(key -> "t.%1$s = s.%1$s".formatted(key.name()))
                .collect(Collectors.joining(" AND ")),
            joined(
                table.others(),
                column ->
                    column.isKept()
                        ? "%1$s = COALESCE(s.%1$s, t.%1$s)".formatted(column.name())
                        : "%1$s = s.%1$s".formatted(column.name())),
            joined(columns, Column::name),
            joined(columns, column -> "s." + column.name()));
  }

  private static String placeholder(Column column) {
    return switch (column.type()) {
      case TEXT -> "CAST(? AS varchar)";
      case JSON -> "? FORMAT JSON";
      case TIME -> "CAST(? AS timestamp(3) with time zone)";
      case INT -> "CAST(? AS int)";
      case LONG -> "CAST(? AS bigint)";
      case BYTES -> "CAST(? AS varbinary)";
    };
  }

  private static String joined(Collection<Column> columns, Function<Column, String> text) {
    return columns.stream().map(text).collect(Collectors.joining(", "));
  }
}
