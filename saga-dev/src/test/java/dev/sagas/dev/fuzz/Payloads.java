package dev.sagas.dev.fuzz;

import dev.sagas.samples.schema.trip.BookCar;
import dev.sagas.samples.schema.trip.BookHotel;
import dev.sagas.samples.schema.trip.CarBooked;
import dev.sagas.schema.ApprovalDecision;
import dev.sagas.schema.OperationKind;
import dev.sagas.schema.SagaOperation;
import dev.sagas.serde.AvroBinary;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.SubjectStrategy;
import dev.sagas.serde.WireFormat;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;

/** Values in wire format, good ones and such as no serializer would write. */
final class Payloads implements AutoCloseable {
  private final AvroCodec codec;

  Payloads(Map<String, Object> client) {
    codec = AvroCodec.create(client, SubjectStrategy.RECORD_NAME);
  }

  byte[] of(FuzzTopic topic, IndexedRecord record) {
    return WireFormat.frame(idOf(topic, record.getSchema()), AvroBinary.encode(record));
  }

  int idOf(FuzzTopic topic, Schema schema) {
    return codec.register(topic.topic(), schema);
  }

  /** A value that the topic takes, about this saga. */
  byte[] good(FuzzTopic topic, String id) {
    return of(topic, record(topic, id));
  }

  private static IndexedRecord record(FuzzTopic topic, String id) {
    return switch (topic) {
      case REQUESTS -> FuzzedTrip.data(id, FuzzedTrip.SHORT_DAYS, "Ritz");
      case REPLIES -> new CarBooked(id, "car-1");
      case SIGNALS -> new ApprovalDecision(true, "dora", null);
      case OPERATIONS -> operation().setDryRun(true).build();
      case CAR_COMMANDS -> new BookCar(id, "Ada", "compact", 1);
      case HOTEL_COMMANDS -> new BookHotel(id, "Ada", "Ritz", 1);
      case JOURNAL, OUTCOMES, DEFINITIONS, ANSWERS, DEAD_LETTERS, RECOVERIES, HOTEL_FENCE ->
          new CarBooked(id, "no record of " + topic.topic());
    };
  }

  /** An operation that a saga would take, to be changed. */
  static SagaOperation.Builder operation() {
    return SagaOperation.newBuilder()
        .setOperationId(UUID.randomUUID().toString())
        .setKind(OperationKind.PAUSE)
        .setActor("olga")
        .setReason("the fuzz")
        .setRequestedAt(Instant.now());
  }

  /** The same value, written with a schema whose doc has more than ASCII. */
  byte[] documented(FuzzTopic topic, String id) {
    IndexedRecord record = record(topic, id);
    Schema plain = record.getSchema();
    Schema documented =
        Schema.createRecord(
            plain.getName(), "Prüfung für „Gäste“ … 東京 🛏", plain.getNamespace(), false);
    documented.setFields(
        plain.getFields().stream().map(field -> new Schema.Field(field, field.schema())).toList());
    byte[] avro = AvroBinary.encode(record);
    return WireFormat.frame(idOf(topic, documented), avro);
  }

  /** An operation of a kind that is newer than the orchestrator. */
  byte[] newerOperation() {
    Schema schema =
        new Schema.Parser()
            .parse(
                SagaOperation.getClassSchema()
                    .toString()
                    .replace("\"UNKNOWN\"],", "\"UNKNOWN\",\"EXPLODE\"],"));
    GenericData.Record record = new GenericData.Record(schema);
    record.put("operationId", UUID.randomUUID().toString());
    record.put("kind", new GenericData.EnumSymbol(schema.getField("kind").schema(), "EXPLODE"));
    record.put("actor", "olga");
    record.put("reason", "the fuzz");
    record.put("requestedAt", 1L);
    record.put("dryRun", false);
    return of(FuzzTopic.OPERATIONS, record);
  }

  @Override
  public void close() {
    codec.close();
  }
}
