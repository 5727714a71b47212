package dev.sagas.export.query;

import dev.sagas.index.exported.DataCondition;
import dev.sagas.index.exported.ExportedFilter;
import dev.sagas.index.exported.ExportedPage;
import dev.sagas.index.live.LiveFilter;
import dev.sagas.operate.json.Json;
import dev.sagas.protocol.StepName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The condition of a filter in SQL. */
final class RunConditions {
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,3})?");

  private final SqlText sql;

  private RunConditions(SqlText sql) {
    this.sql = sql;
  }

  /** Adds what the filter selects, of the runs {@code s}; H2 knows neither labels nor data. */
  static void add(SqlText sql, ExportedFilter filter, boolean isPostgres) {
    RunConditions conditions = new RunConditions(sql);
    LiveFilter sagas = filter.sagas();
    sql.addIf(filter.ended(), "AND s.ended_at IS NOT NULL");
    sql.addIf(
        !sagas.idPrefix().isEmpty(),
        "AND s.saga_id LIKE ? ESCAPE '!'",
        SqlText.escaped(sagas.idPrefix()) + "%");
    sagas.type().ifPresent(type -> sql.add("AND s.saga_type = ?", type.value()));
    sagas.version().ifPresent(version -> sql.add("AND s.version = ?", version));
    sql.addIf(
        !sagas.statuses().isEmpty(),
        "AND s.status = ANY(?)",
        sagas.statuses().stream().map(Enum::name).toList());
    conditions.add(sagas.started());
    conditions.add(sagas.waiting());
    filter
        .text()
        .map(text -> "%" + SqlText.escaped(text) + "%")
        .ifPresent(
            like ->
                sql.add(
                    "AND (s.saga_id ILIKE ? ESCAPE '!'"
                        + " OR CAST(s.labels AS varchar) ILIKE ? ESCAPE '!')",
                    like,
                    like));
    if (isPostgres) {
      conditions.addLabels(sagas.labels());
      filter
          .data()
          // The operator @?, of which the driver takes the mark for a placeholder if it is single.
          .ifPresent(data -> sql.add("AND s.data @?? CAST(? AS jsonpath)", path(data)));
    }
  }

  /** Whether the database cannot decide it alone. */
  static boolean isPartial(ExportedFilter filter, boolean isPostgres) {
    return !isPostgres && (filter.data().isPresent() || !filter.sagas().labels().isEmpty());
  }

  private void add(LiveFilter.Between started) {
    started.fromMs().ifPresent(ms -> sql.add("AND s.started_at >= ?", Instant.ofEpochMilli(ms)));
    started.toMs().ifPresent(ms -> sql.add("AND s.started_at < ?", Instant.ofEpochMilli(ms)));
  }

  private void add(LiveFilter.Waiting waiting) {
    waiting.kind().ifPresent(kind -> sql.add("AND s.waits_for = ?", kind.name()));
    waiting.participant().ifPresent(name -> has("attempts", "participant", name));
    waiting.step().map(StepName::value).ifPresent(name -> has("steps", "step", name));
    waiting.incidentCode().ifPresent(code -> has("incidents", "code", code));
    waiting
        .sinceAtMostMs()
        .ifPresent(ms -> sql.add("AND s.updated_at <= ?", Instant.ofEpochMilli(ms)));
  }

  private void has(String table, String column, String value) {
    sql.add(
        "AND EXISTS (SELECT 1 FROM %s x WHERE x.saga_id = s.saga_id AND x.run = s.run AND x.%s = ?)"
            .formatted(table, column),
        value);
  }

  private void addLabels(Map<String, String> labels) {
    sql.addIf(!labels.isEmpty(), "AND s.labels @> CAST(? AS jsonb)", Json.line(Json.tree(labels)));
  }

  /** As PostgreSQL reads it; an index on the data serves it. */
  static String path(DataCondition data) {
    if (data.isJsonPath()) {
      return data.text();
    }
    String field =
        data.field().stream().map(RunConditions::quoted).collect(Collectors.joining(".", "$.", ""));
    String value = data.value();
    boolean isLiteral =
        List.of("true", "false", "null").contains(value) || NUMBER.matcher(value).matches();
    return "%s ? (@ == %s%s)".formatted(field, quoted(value), isLiteral ? " || @ == " + value : "");
  }

  private static String quoted(String text) {
    return Json.line(Json.tree(text));
  }

  /** Where a page begins, and in which order. */
  static void addPage(SqlText sql, ExportedPage.Bounds bounds) {
    String column =
        switch (bounds.order()) {
          case ENDED -> "s.ended_at";
          case STARTED -> "s.started_at";
          case ID -> "";
        };
    bounds
        .after()
        .ifPresent(
            after -> {
              String saga = after.saga().value();
              String run = after.run().value();
              String later = "(s.saga_id > ? OR (s.saga_id = ? AND s.run > ?))";
              if (column.isEmpty()) {
                sql.add("AND " + later, saga, saga, run);
              } else {
                Instant at = Instant.ofEpochMilli(after.atMs());
                sql.add("AND %1$s <= ? AND (%1$s < ? OR %2$s)".formatted(column, later));
                sql.values().addAll(List.of(at, at, saga, saga, run));
              }
            });
    sql.add("ORDER BY %ss.saga_id, s.run".formatted(column.isEmpty() ? "" : column + " DESC, "));
  }
}
