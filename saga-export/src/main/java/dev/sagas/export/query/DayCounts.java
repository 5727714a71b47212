package dev.sagas.export.query;

import dev.sagas.index.exported.ExportedDay;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.SagaType;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Counts the runs of each day. */
final class DayCounts {
  private DayCounts() {}

  /** What is counted on a day; of what started it has no status. */
  private record Counted(LocalDate day, Optional<SagaStatus> status, long runs) {}

  /** The newest days first; those on which nothing happened are left out. */
  static List<ExportedDay> of(Session session, Optional<SagaType> type, LocalDate first)
      throws SQLException {
    Instant from = first.atStartOfDay(ZoneOffset.UTC).toInstant();
    List<Counted> counted = new ArrayList<>();
    counted.addAll(count(session, type, from, "started_at"));
    counted.addAll(count(session, type, from, "ended_at"));
    Map<LocalDate, Long> started = new TreeMap<>();
    Map<LocalDate, Map<SagaStatus, Long>> ended = new TreeMap<>();
    for (Counted each : counted) {
      started.merge(each.day(), each.status().isEmpty() ? each.runs() : 0, Long::sum);
      Map<SagaStatus, Long> ofDay =
          ended.computeIfAbsent(each.day(), day -> new EnumMap<>(SagaStatus.class));
      each.status().ifPresent(status -> ofDay.merge(status, each.runs(), Long::sum));
    }
    List<ExportedDay> all = new ArrayList<>();
    started.forEach(
        (day, runs) -> all.add(0, new ExportedDay(day, runs, ended.getOrDefault(day, Map.of()))));
    return all;
  }

  private static List<Counted> count(
      Session session, Optional<SagaType> type, Instant from, String time) throws SQLException {
    boolean isEnd = time.equals("ended_at");
    String day = "CAST(%s AT TIME ZONE 'UTC' AS date)".formatted(time);
    SqlText sql =
        SqlText.of("SELECT " + day + " AS on_day" + (isEnd ? ", status" : ""))
            .add(", count(*) AS runs FROM sagas WHERE %s >= ?".formatted(time), from);
    type.ifPresent(name -> sql.add("AND saga_type = ?", name.value()));
    sql.add("GROUP BY " + day).addIf(isEnd, ", status");
    return session.list(
        sql,
        row ->
            new Counted(
                row.getObject("on_day", LocalDate.class),
                isEnd ? Optional.of(SagaStatus.valueOf(row.getString("status"))) : Optional.empty(),
                row.getLong("runs")));
  }
}
