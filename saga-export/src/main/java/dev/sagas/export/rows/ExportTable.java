package dev.sagas.export.rows;

import static dev.sagas.export.rows.Column.Type.BYTES;
import static dev.sagas.export.rows.Column.Type.INT;
import static dev.sagas.export.rows.Column.Type.JSON;
import static dev.sagas.export.rows.Column.Type.LONG;
import static dev.sagas.export.rows.Column.Type.TEXT;
import static dev.sagas.export.rows.Column.Type.TIME;
import static dev.sagas.export.rows.Column.kept;
import static dev.sagas.export.rows.Column.plain;

import java.util.List;
import java.util.stream.Stream;

/**
 * A table that is filled from the journal. The migrations create them with these columns.
 *
 * @param keys the primary key
 * @param columns all of them, those of the key first
 */
public record ExportTable(String table, List<Column> keys, List<Column> columns) {
  public static final ExportTable SAGAS =
      of(
          "sagas",
          keys("saga_id", "run"),
          plain("saga_type", TEXT),
          plain("version", INT),
          plain("status", TEXT),
          plain("revision", LONG),
          plain("started_at", TIME),
          plain("updated_at", TIME),
          plain("ended_at", TIME),
          plain("deadline_at", TIME),
          kept("requested_by", TEXT),
          plain("waits_for", TEXT),
          plain("unwind_step", TEXT),
          plain("unwind_code", TEXT),
          plain("unwind_message", TEXT),
          plain("paused_by", TEXT),
          plain("paused_reason", TEXT),
          plain("labels", JSON),
          plain("data_type", TEXT),
          kept("data", JSON),
          plain("measures", BYTES));

  public static final ExportTable STEPS =
      of(
          "steps",
          keys("saga_id", "run", "step"),
          plain("status", TEXT),
          plain("target", TEXT),
          plain("epoch", INT),
          plain("attempt", INT),
          plain("effect_order", LONG),
          plain("since", TIME),
          plain("due_at", TIME));

  public static final ExportTable ATTEMPTS =
      of(
          "attempts",
          keys(plain("action", TEXT), plain("epoch", INT), plain("attempt", INT)),
          kept("participant", TEXT),
          kept("sent_at", TIME),
          kept("due_at", TIME),
          kept("settled_at", TIME),
          kept("answer", TEXT),
          kept("code", TEXT),
          kept("message", TEXT));

  public static final ExportTable INCIDENTS =
      of(
          "incidents",
          keys("saga_id", "run", "incident_id"),
          kept("step", TEXT),
          kept("code", TEXT),
          kept("message", TEXT),
          kept("raised_at", TIME),
          kept("resolved_at", TIME),
          kept("resolution", TEXT));

  public static final ExportTable OPERATIONS =
      of(
          "operations",
          List.of(plain("saga_id", TEXT), plain("run", TEXT), plain("revision", LONG)),
          plain("operation_id", TEXT),
          plain("kind", TEXT),
          plain("actor", TEXT),
          plain("reason", TEXT),
          plain("applied_at", TIME));

  public static final ExportTable EXPORT_GAPS =
      of(
          "export_gaps",
          List.of(plain("saga_id", TEXT), plain("run", TEXT), plain("revision", LONG)),
          plain("partition_number", INT),
          plain("record_offset", LONG),
          plain("reason", TEXT));

  public static final ExportTable EXPORT_STATES =
      of("export_states", keys("saga_id", "run"), plain("checkpoint", BYTES));

  private static final List<ExportTable> ALL =
      List.of(SAGAS, STEPS, ATTEMPTS, INCIDENTS, OPERATIONS, EXPORT_GAPS, EXPORT_STATES);

  public ExportTable {
    keys = List.copyOf(keys);
    columns = List.copyOf(columns);
  }

  private static ExportTable of(String table, List<Column> keys, Column... others) {
    return new ExportTable(table, keys, Stream.concat(keys.stream(), Stream.of(others)).toList());
  }

  /** All of them. */
  public static List<ExportTable> all() {
    return ALL;
  }

  private static List<Column> keys(String... names) {
    return Stream.of(names).map(name -> plain(name, TEXT)).toList();
  }

  private static List<Column> keys(Column... afterStep) {
    return Stream.concat(keys("saga_id", "run", "step").stream(), Stream.of(afterStep)).toList();
  }

  /** The columns that are not of the key. */
  public List<Column> others() {
    return columns.subList(keys.size(), columns.size());
  }
}
