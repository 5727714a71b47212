package dev.sagas.orchestrator.app;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** Describes records as the reference does: a table of fields for each, nested ones after it. */
final class RecordTables {
  private final Map<String, Schema> described = new LinkedHashMap<>();
  private final StringBuilder text = new StringBuilder();

  private RecordTables() {}

  /** The tables of these records, and of all records, enums and fixed types in them. */
  static String of(List<Schema> records) {
    RecordTables tables = new RecordTables();
    records.forEach(tables::describe);
    return tables.text.toString();
  }

  private void describe(Schema schema) {
    if (described.putIfAbsent(schema.getFullName(), schema) != null) {
      return;
    }
    text.append("\n### ").append(schema.getName()).append("\n\n").append(schema.getDoc());
    switch (schema.getType()) {
      case ENUM ->
          text.append(" Symbols: ")
              .append(
                  schema.getEnumSymbols().stream()
                      .map(symbol -> "`" + symbol + "`")
                      .collect(Collectors.joining(", ")))
              .append(".\n");
      case FIXED -> text.append(" ").append(schema.getFixedSize()).append(" bytes.\n");
      default -> fields(schema);
    }
  }

  private void fields(Schema record) {
    if (record.getFields().isEmpty()) {
      text.append(" No fields.\n");
      return;
    }
    text.append("\n\n| Field | Type | Default | Meaning |\n|---|---|---|---|\n");
    for (Schema.Field field : record.getFields()) {
      text.append("| `")
          .append(field.name())
          .append("` | ")
          .append(type(field.schema()))
          .append(" | ")
          .append(defaultOf(field))
          .append(" | ")
          .append(field.doc().replace("|", "\\|"))
          .append(" |\n");
    }
    record.getFields().forEach(field -> nested(field.schema()));
  }

  private void nested(Schema schema) {
    switch (schema.getType()) {
      case ARRAY -> nested(schema.getElementType());
      case MAP -> nested(schema.getValueType());
      case UNION -> schema.getTypes().forEach(this::nested);
      case RECORD, ENUM, FIXED -> describe(schema);
      default -> {
        return; // told by its name
      }
    }
  }

  private static String type(Schema schema) {
    return switch (schema.getType()) {
      case ARRAY -> "array of " + type(schema.getElementType());
      case MAP -> "map of " + type(schema.getValueType());
      case UNION ->
          schema.getTypes().stream().map(RecordTables::type).collect(Collectors.joining(" or "));
      case RECORD, ENUM, FIXED -> link(schema);
      default ->
          schema.getLogicalType() == null
              ? schema.getType().getName()
              : schema.getType().getName() + " (" + schema.getLogicalType().getName() + ")";
    };
  }

  private static String link(Schema schema) {
    return "`" + schema.getName() + "`";
  }

  private static String defaultOf(Schema.Field field) {
    if (!field.hasDefaultValue()) {
      return "";
    }
    Object value = field.defaultVal();
    if (value == org.apache.avro.JsonProperties.NULL_VALUE) {
      return "null";
    }
    return value.toString().isEmpty() ? "empty" : "`" + value + "`";
  }
}
