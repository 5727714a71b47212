package dev.sagas.testkit;

import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.specific.SpecificRecordBase;

/** The reply of a participant that succeeds in a test without a given record. */
final class Done extends SpecificRecordBase {
  private static final Schema SCHEMA =
      SchemaBuilder.record("Done").namespace("dev.sagas.testkit").fields().endRecord();

  @Override
  public Schema getSchema() {
    return SCHEMA;
  }

  @Override
  public Object get(int field) {
    throw new IndexOutOfBoundsException("Expected no field, but was asked for " + field);
  }

  @Override
  public void put(int field, Object value) {
    throw new IndexOutOfBoundsException("Expected no field, but was given " + field);
  }
}
