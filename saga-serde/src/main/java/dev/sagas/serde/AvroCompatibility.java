package dev.sagas.serde;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;

/** Whether what one schema wrote can be read by another, by Avro's rules. Calls no registry. */
public final class AvroCompatibility {
  private AvroCompatibility() {}

  /**
   * Why {@code reader} cannot read what {@code writer} wrote; empty if it can. Each reason names
   * Avro's type of incompatibility and the place in the reader's schema, such as {@code
   * READER_FIELD_MISSING_DEFAULT_VALUE at /fields/3: note}.
   */
  public static List<String> problems(Schema reader, Schema writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
        .getResult()
        .getIncompatibilities()
        .stream()
        .map(found -> found.getType() + " at " + found.getLocation() + ": " + found.getMessage())
        .toList();
  }
}
