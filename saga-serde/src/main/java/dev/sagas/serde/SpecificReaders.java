package dev.sagas.serde;

import org.apache.avro.Conversion;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;

/**
 * Readers of generated classes, each by the class's own loader: two versions of a class may be
 * loaded at the same time. Readers are kept as long as their class.
 */
final class SpecificReaders {
  private static final int MAX_READERS_PER_CLASS = 1_000;

  private final ClassValue<OfClass> classes =
      new ClassValue<>() {
        @Override
        protected OfClass computeValue(Class<?> type) {
          return new OfClass(type);
        }
      };

  /** Reads what was written with {@code writer}, whose id is {@code schemaId}, into the class. */
  DatumReader<Object> reader(Class<?> type, int schemaId, Schema writer) {
    return classes.get(type).readers.get(schemaId, id -> classes.get(type).reader(writer));
  }

  private static final class OfClass {
    private final SpecificData model;
    private final Schema schema;
    private final BoundedMemory<Integer, DatumReader<Object>> readers =
        new BoundedMemory<>(MAX_READERS_PER_CLASS);

    OfClass(Class<?> type) {
      this.model = new SpecificData(type.getClassLoader());
      this.schema = model.getSchema(type);
      for (Conversion<?> conversion : SpecificData.getForClass(type).getConversions()) {
        model.addLogicalTypeConversion(conversion);
      }
    }

    DatumReader<Object> reader(Schema writer) {
      return new SpecificDatumReader<>(writer, schema, model);
    }
  }
}
