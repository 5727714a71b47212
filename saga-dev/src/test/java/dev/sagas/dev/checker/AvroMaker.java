package dev.sagas.dev.checker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/**
 * Makes generic records from plain values: texts for enums, bytes for digests, maps for records.
 */
final class AvroMaker {
  private AvroMaker() {}

  /** A record with these fields; the others have their defaults. */
  static GenericRecord make(Schema schema, Map<String, ?> fields) {
    GenericRecordBuilder builder = new GenericRecordBuilder(schema);
    fields.forEach((name, value) -> builder.set(name, fit(schema.getField(name).schema(), value)));
    return builder.build();
  }

  private static Object fit(Schema schema, Object value) {
    return switch (schema.getType()) {
      case ENUM -> new GenericData.EnumSymbol(schema, value.toString());
      case FIXED -> new GenericData.Fixed(schema, (byte[]) value);
      case ARRAY ->
          ((List<?>) value).stream().map(element -> fit(schema.getElementType(), element)).toList();
      case UNION -> value instanceof GenericRecord ? value : fit(firstOf(schema), value);
      case RECORD -> value instanceof GenericRecord ? value : make(schema, fields(value));
      default -> value;
    };
  }

  @SuppressWarnings("unchecked")
  private static Map<String, ?> fields(Object value) {
    return (Map<String, ?>) value;
  }

  private static Schema firstOf(Schema union) {
    return union.getTypes().stream()
        .filter(branch -> branch.getType() != Schema.Type.NULL)
        .findFirst()
        .orElseThrow();
  }

  /** The branch of the journal's events with this name. */
  static Schema event(Schema transition, String name) {
    return transition.getField("events").schema().getElementType().getTypes().stream()
        .filter(branch -> branch.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  static byte[] encode(GenericRecord record) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
      new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
      encoder.flush();
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
