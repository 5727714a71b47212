package dev.sagas.dev.checker;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;

/**
 * Reads the fields of generic records.
 *
 * <ul>
 *   <li>A field that the schema does not have, or that has no value, counts as absent.
 * </ul>
 */
final class Fields {
  private Fields() {}

  static Optional<Object> find(GenericRecord record, String field) {
    return record.hasField(field) ? Optional.ofNullable(record.get(field)) : Optional.empty();
  }

  static Optional<String> text(GenericRecord record, String field) {
    return find(record, field).map(Object::toString);
  }

  static boolean has(GenericRecord record, String field, String expected) {
    return text(record, field).filter(expected::equals).isPresent();
  }

  /** True only if the field is there and true. */
  static boolean isTrue(GenericRecord record, String field) {
    return find(record, field).filter(Boolean.TRUE::equals).isPresent();
  }

  static Optional<Long> number(GenericRecord record, String field) {
    return find(record, field).map(value -> ((Number) value).longValue());
  }

  static Optional<String> hash(GenericRecord record, String field) {
    return find(record, field)
        .map(value -> HexFormat.of().formatHex(((GenericFixed) value).bytes()));
  }

  /** The records in an array; none if the field is absent. */
  static List<GenericRecord> records(GenericRecord record, String field) {
    List<GenericRecord> found = new ArrayList<>();
    for (Object element : elements(record, field)) {
      found.add((GenericRecord) element);
    }
    return found;
  }

  /** The texts in an array; none if the field is absent. */
  static List<String> texts(GenericRecord record, String field) {
    List<String> found = new ArrayList<>();
    for (Object element : elements(record, field)) {
      found.add(element.toString());
    }
    return found;
  }

  private static List<?> elements(GenericRecord record, String field) {
    return find(record, field).<List<?>>map(value -> (List<?>) value).orElse(List.of());
  }
}
