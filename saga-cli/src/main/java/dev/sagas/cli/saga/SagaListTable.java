package dev.sagas.cli.saga;

import dev.sagas.cli.shared.Columns;
import dev.sagas.cli.shared.Printable;
import dev.sagas.operate.query.SagaList;
import dev.sagas.operate.query.SagaRow;
import dev.sagas.protocol.WaitReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Writes a list of sagas for a person. */
final class SagaListTable {
  private SagaListTable() {}

  static List<String> lines(SagaList list) {
    Columns table = new Columns("ID", "TYPE", "VERSION", "STATUS", "SINCE", "WAITS FOR");
    list.rows().forEach(row -> add(table, row));
    List<String> lines = new ArrayList<>();
    if (!list.rows().isEmpty()) {
      lines.addAll(table.lines());
      lines.add("");
    }
    lines.add(
        list.matched() == list.rows().size()
            ? "Sagas: " + list.matched()
            : "Sagas: " + list.matched() + ", shown are " + list.rows().size());
    return lines;
  }

  /** A line for the first reason, and one more for each further. */
  private static void add(Columns table, SagaRow row) {
    List<WaitReason> reasons = row.reasons();
    table.add(
        row.identity().id().value(),
        row.identity().type().value(),
        Integer.toString(row.identity().version()),
        row.status().name(),
        Instant.ofEpochMilli(row.sinceMs()).toString(),
        reasons.isEmpty() ? "" : Printable.of(reasons.get(0).text()));
    reasons.stream()
        .skip(1)
        .forEach(reason -> table.add("", "", "", "", "", Printable.of(reason.text())));
  }
}
