package dev.sagas.export.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sagas.index.exported.ExportedPage;
import dev.sagas.index.live.DefinitionVersion;
import dev.sagas.index.live.LiveSaga;
import dev.sagas.index.live.LiveWait;
import dev.sagas.index.live.WaitKey;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.WaitReason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads columns and runs. */
final class RowReader {
  /** What {@link #run} reads of the runs {@code s}. */
  static final String COLUMNS =
      "s.saga_id, s.run, s.saga_type, s.version, s.status, s.revision, s.started_at, s.updated_at,"
          + " s.ended_at, s.waits_for, s.labels";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private RowReader() {}

  static ExportedPage.Row run(ResultSet row) throws SQLException {
    long updatedAtMs = time(row, "updated_at");
    LiveSaga saga =
        new LiveSaga(
            new SagaId(row.getString("saga_id")),
            new DefinitionVersion(new SagaType(row.getString("saga_type")), row.getInt("version")),
            SagaStatus.valueOf(row.getString("status")),
            row.getLong("revision"),
            time(row, "started_at"),
            updatedAtMs,
            labels(row),
            text(row, "waits_for").map(kind -> List.of(wait(kind, updatedAtMs))).orElse(List.of()));
    return new ExportedPage.Row(
        saga, new RunId(row.getString("run")), optionalTime(row, "ended_at"));
  }

  private static LiveWait wait(String kind, long sinceMs) {
    WaitKey key =
        new WaitKey(
            WaitReason.Kind.valueOf(kind),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty());
    return new LiveWait(key, 0, sinceMs, OptionalLong.empty());
  }

  private static Map<String, String> labels(ResultSet row) throws SQLException {
    Map<String, String> labels = new HashMap<>();
    json(row.getString("labels"))
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    return labels;
  }

  static JsonNode json(String text) throws SQLException {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new SQLException("Expected a column of JSON", e);
    }
  }

  static Optional<String> text(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  static long time(ResultSet row, String column) throws SQLException {
    return optionalTime(row, column)
        .orElseThrow(() -> new SQLException("Expected a time in " + column));
  }

  static OptionalLong optionalTime(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? OptionalLong.empty() : OptionalLong.of(time.toInstant().toEpochMilli());
  }
}
