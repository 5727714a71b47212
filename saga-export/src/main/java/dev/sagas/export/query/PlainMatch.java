package dev.sagas.export.query;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sagas.index.exported.DataCondition;
import dev.sagas.index.exported.ExportedFilter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides about labels and data where the database cannot: H2 has no paths in JSON. */
final class PlainMatch {
  private final Map<String, String> labels;
  private final Optional<DataCondition> data;

  /**
   * What a filter says of them.
   *
   * @throws IllegalArgumentException for a JSON path
   */
  PlainMatch(ExportedFilter filter) {
    this.labels = filter.sagas().labels();
    this.data = filter.data();
    if (data.filter(DataCondition::isJsonPath).isPresent()) {
      throw new IllegalArgumentException(
          """
          Expected a condition such as customer.name=Ada, but got a JSON path: H2 has none, \
          PostgreSQL has\
          """);
    }
  }

  /** Whether a row with labels and data matches. */
  boolean accepts(ResultSet row) throws SQLException {
    JsonNode labelled = RowReader.json(row.getString("labels"));
    for (Map.Entry<String, String> label : labels.entrySet()) {
      if (!labelled.path(label.getKey()).asText("").equals(label.getValue())
          || !labelled.has(label.getKey())) {
        return false;
      }
    }
    Optional<String> text = RowReader.text(row, "data");
    return data.isEmpty()
        || (text.isPresent()
            && has(RowReader.json(text.get()), data.get().field(), data.get().value()));
  }

  /** As PostgreSQL's lax paths: an array stands for its elements. */
  static boolean has(JsonNode json, List<String> path, String value) {
    if (json.isArray()) {
      for (JsonNode element : json) {
        if (has(element, path, value)) {
          return true;
        }
      }
      return false;
    }
    return path.isEmpty()
        ? json.isValueNode() && json.asText().equals(value)
        : json.has(path.get(0)) && has(json.path(path.get(0)), path.subList(1, path.size()), value);
  }
}
