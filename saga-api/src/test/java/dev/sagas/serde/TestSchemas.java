package dev.sagas.serde;

import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;

/** Schemas of one record in several shapes. */
final class TestSchemas {
  static final Schema ORDER =
      SchemaBuilder.record("Order").namespace("shop").fields().requiredString("id").endRecord();

  static final Schema ORDER_WITH_NOTE =
      SchemaBuilder.record("Order")
          .namespace("shop")
          .fields()
          .requiredString("id")
          .optionalString("note")
          .endRecord();

  static final Schema ORDER_WITH_AMOUNT =
      SchemaBuilder.record("Order")
          .namespace("shop")
          .fields()
          .requiredString("id")
          .requiredLong("amount")
          .endRecord();

  private TestSchemas() {}
}
