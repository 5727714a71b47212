package dev.sagas.export.query;

import dev.sagas.index.exported.ExportedEvent;
import dev.sagas.index.exported.ExportedSaga;
import dev.sagas.index.exported.ExportedSagas;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads all that was exported of one run. */
final class OneRun {
  private static final String OF_RUN = "WHERE saga_id = ? AND run = ?";

  private OneRun() {}

  /** The newest run of a saga. */
  static Optional<ExportedSaga> find(Session session, SagaId saga) throws SQLException {
    SqlText newest =
        SqlText.of("SELECT " + RowReader.COLUMNS)
            .add(", s.requested_by, s.deadline_at, s.data_type, s.data")
            .add(", s.unwind_step, s.unwind_code, s.unwind_message")
            .add("FROM sagas s WHERE s.saga_id = ?", saga.value())
            .add("ORDER BY s.started_at DESC, s.run LIMIT 1");
    List<ExportedSaga> found = session.list(newest, OneRun::head);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    ExportedSaga head = found.get(0);
    String run = head.row().run().value();
    List<ExportedSaga.Step> steps =
        session.list(
            SqlText.of("SELECT * FROM steps " + OF_RUN, saga.value(), run)
                .add("ORDER BY effect_order NULLS LAST, since, step"),
            OneRun::step);
    List<ExportedSaga.OpenIncident> incidents =
        session.list(
            SqlText.of("SELECT * FROM incidents " + OF_RUN, saga.value(), run)
                .add("AND resolved_at IS NULL ORDER BY raised_at"),
            OneRun::incident);
    return Optional.of(
        new ExportedSaga(
            head.row(),
            head.requestedBy(),
            head.deadlineAtMs(),
            head.data(),
            head.unwind(),
            steps,
            head.row().endedAtMs().isPresent() ? List.of() : incidents));
  }

  private static ExportedSaga head(ResultSet row) throws SQLException {
    Optional<String> code = RowReader.text(row, "unwind_code");
    String message = RowReader.text(row, "unwind_message").orElse("");
    Optional<String> step = RowReader.text(row, "unwind_step");
    return new ExportedSaga(
        RowReader.run(row),
        RowReader.text(row, "requested_by"),
        RowReader.optionalTime(row, "deadline_at"),
        new ExportedSaga.Payload(row.getString("data_type"), RowReader.text(row, "data")),
        code.map(why -> new ExportedSaga.Unwind(step, why, message)),
        List.of(),
        List.of());
  }

  private static ExportedSaga.Step step(ResultSet row) throws SQLException {
    long order = row.getLong("effect_order");
    OptionalLong placed = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(order);
    return new ExportedSaga.Step(
        row.getString("step"),
        row.getString("status"),
        RowReader.text(row, "target"),
        row.getInt("epoch"),
        row.getInt("attempt"),
        placed,
        RowReader.time(row, "since"));
  }

  private static ExportedSaga.OpenIncident incident(ResultSet row) throws SQLException {
    return new ExportedSaga.OpenIncident(
        row.getString("incident_id"),
        RowReader.text(row, "step"),
        RowReader.text(row, "code").orElse(""),
        RowReader.text(row, "message").orElse(""),
        RowReader.optionalTime(row, "raised_at").orElse(0));
  }

  /** What happened to a run, the newest first. */
  static List<ExportedEvent> history(Session session, SagaId saga, RunId run) throws SQLException {
    List<ExportedEvent> events = new ArrayList<>();
    Run of = new Run(saga, run);
    read(session, of.newest("sagas", "started_at"), row -> addEnds(events, row));
    read(session, of.newest("attempts", "sent_at"), row -> addAttempt(events, row));
    read(session, of.newest("incidents", "raised_at"), row -> addIncident(events, row));
    read(session, of.newest("operations", "applied_at"), row -> addOperation(events, row));
    return events.stream()
        .sorted(
            Comparator.comparingLong(ExportedEvent::atMs)
                .thenComparing(ExportedEvent::kind)
                .reversed())
        .limit(ExportedSagas.MAX_EVENTS)
        .toList();
  }

  /** Adds the events of a row. */
  private interface EventSource {
    void read(ResultSet row) throws SQLException;
  }

  private record Run(SagaId saga, RunId run) {
    /** The newest rows of a table. */
    SqlText newest(String table, String time) {
      return SqlText.of("SELECT * FROM " + table + " " + OF_RUN, saga.value(), run.value())
          .add("ORDER BY " + time + " DESC NULLS LAST LIMIT ?", ExportedSagas.MAX_EVENTS);
    }
  }

  private static void read(Session session, SqlText sql, EventSource source) throws SQLException {
    session.list(
        sql,
        row -> {
          source.read(row);
          return true;
        });
  }

  private static void add(
      List<ExportedEvent> events, OptionalLong atMs, ExportedEvent.Kind kind, String text) {
    atMs.ifPresent(ms -> events.add(new ExportedEvent(ms, kind, text, Optional.empty())));
  }

  private static void addEnds(List<ExportedEvent> events, ResultSet row) throws SQLException {
    events.add(
        new ExportedEvent(
            RowReader.time(row, "started_at"),
            ExportedEvent.Kind.STARTED,
            "started",
            RowReader.text(row, "requested_by")));
    add(
        events,
        RowReader.optionalTime(row, "ended_at"),
        ExportedEvent.Kind.ENDED,
        "ended: " + words(row.getString("status")));
  }

  private static void addAttempt(List<ExportedEvent> events, ResultSet row) throws SQLException {
    String attempt =
        "%s %s, attempt %s"
            .formatted(
                words(row.getString("action")), row.getString("step"), row.getInt("attempt"));
    String participant = RowReader.text(row, "participant").orElse("its participant");
    add(
        events,
        RowReader.optionalTime(row, "sent_at"),
        ExportedEvent.Kind.COMMAND,
        "command to %s: %s".formatted(participant, attempt));
    String answer =
        "%s: %s%s"
            .formatted(
                attempt, words(RowReader.text(row, "answer").orElse("answered")), failure(row));
    add(events, RowReader.optionalTime(row, "settled_at"), ExportedEvent.Kind.ANSWER, answer);
  }

  private static String failure(ResultSet row) throws SQLException {
    String message = RowReader.text(row, "message").map(text -> " (" + text + ")").orElse("");
    return RowReader.text(row, "code").map(code -> ", " + code + message).orElse("");
  }

  private static void addIncident(List<ExportedEvent> events, ResultSet row) throws SQLException {
    String id = row.getString("incident_id");
    String at = RowReader.text(row, "step").map(step -> " at " + step).orElse("");
    add(
        events,
        RowReader.optionalTime(row, "raised_at"),
        ExportedEvent.Kind.INCIDENT,
        "incident " + id + at + failure(row));
    add(
        events,
        RowReader.optionalTime(row, "resolved_at"),
        ExportedEvent.Kind.INCIDENT,
        "incident %s resolved: %s"
            .formatted(id, words(RowReader.text(row, "resolution").orElse("no word"))));
  }

  private static void addOperation(List<ExportedEvent> events, ResultSet row) throws SQLException {
    events.add(
        new ExportedEvent(
            RowReader.time(row, "applied_at"),
            ExportedEvent.Kind.OPERATION,
            "%s: %s".formatted(words(row.getString("kind")), row.getString("reason")),
            RowReader.text(row, "actor")));
  }

  private static String words(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
