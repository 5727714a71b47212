package dev.sagas.dev.registry;

import dev.sagas.serde.CompatibilityLevel;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/** Checks a new schema against earlier ones, by Avro's rules for reader and writer. */
final class Compatibility {
  private Compatibility() {}

  /**
   * Why a schema may not come after others; empty if it may.
   *
   * @param earlier oldest first
   */
  static List<String> problems(Schema schema, List<Schema> earlier, CompatibilityLevel level) {
    if (level == CompatibilityLevel.NONE || earlier.isEmpty()) {
      return List.of();
    }
    List<Schema> checked =
        isTransitive(level) ? earlier : earlier.subList(earlier.size() - 1, earlier.size());
    List<String> problems = new ArrayList<>();
    for (Schema other : checked) {
      if (isBackward(level)) {
        problems.addAll(problems(schema, other));
      }
      if (isForward(level)) {
        problems.addAll(problems(other, schema));
      }
    }
    return problems;
  }

  private static List<String> problems(Schema reader, Schema writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
        .getResult()
        .getIncompatibilities()
        .stream()
        .map(Compatibility::describe)
        .toList();
  }

  private static String describe(Incompatibility problem) {
    return problem.getType() + " at " + problem.getLocation() + ": " + problem.getMessage();
  }

  private static boolean isTransitive(CompatibilityLevel level) {
    return switch (level) {
      case NONE, BACKWARD, FORWARD, FULL -> false;
      case BACKWARD_TRANSITIVE, FORWARD_TRANSITIVE, FULL_TRANSITIVE -> true;
    };
  }

  private static boolean isBackward(CompatibilityLevel level) {
    return switch (level) {
      case NONE, FORWARD, FORWARD_TRANSITIVE -> false;
      case BACKWARD, BACKWARD_TRANSITIVE, FULL, FULL_TRANSITIVE -> true;
    };
  }

  private static boolean isForward(CompatibilityLevel level) {
    return switch (level) {
      case NONE, BACKWARD, BACKWARD_TRANSITIVE -> false;
      case FORWARD, FORWARD_TRANSITIVE, FULL, FULL_TRANSITIVE -> true;
    };
  }
}
