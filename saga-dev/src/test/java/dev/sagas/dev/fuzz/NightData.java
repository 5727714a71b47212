package dev.sagas.dev.fuzz;

import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;

/** Data, command and reply of a saga whose schema is documented in more than ASCII. */
public final class NightData extends SpecificRecordBase {
  public static final Schema SCHEMA$ =
      new Schema.Parser()
          .parse(
              """
              {"type": "record", "name": "NightData", "namespace": "%s",
               "doc": "Übernachtung für „Gäste“ … 東京 🛏",
               "fields": [{"name": "nightId", "type": "string", "doc": "Schlüssel",
                           "avro.java.string": "String"}]}
              """
                  .formatted(NightData.class.getPackageName()));

  private static final long serialVersionUID = 1;

  private CharSequence nightId = "";

  /** For Avro. */
  public NightData() {}

  NightData(String nightId) {
    this.nightId = nightId;
  }

  /** For Avro, which looks for it by name. */
  public static Schema getClassSchema() {
    return SCHEMA$;
  }

  @Override
  public Schema getSchema() {
    return SCHEMA$;
  }

  @Override
  public Object get(int field) {
    return nightId;
  }

  @Override
  public void put(int field, Object value) {
    if (field != 0) {
      throw new AvroRuntimeException("Expected field 0, but got " + field);
    }
    nightId = (CharSequence) value;
  }
}
