package dev.sagas.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;

/** Whether today's schemas read what released ones wrote: topics hold records for years. */
final class CompatibilityCheck {
  private CompatibilityCheck() {}

  /** What stands against it, each with the schema and the place. */
  static List<String> problems(Map<String, Schema> released, Map<String, Schema> today) {
    List<String> problems = new ArrayList<>();
    released.forEach(
        (name, writer) -> {
          Schema reader = today.get(name);
          if (reader == null) {
            problems.add(name + " was released and is gone");
          } else {
            problems.addAll(problems(name, reader, writer));
          }
        });
    return problems;
  }

  private static List<String> problems(String name, Schema reader, Schema writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
        .getResult()
        .getIncompatibilities()
        .stream()
        .map(
            problem ->
                "%s: %s at %s: %s"
                    .formatted(
                        name, problem.getType(), problem.getLocation(), problem.getMessage()))
        .toList();
  }
}
