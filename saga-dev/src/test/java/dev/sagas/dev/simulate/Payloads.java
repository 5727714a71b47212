package dev.sagas.dev.simulate;

import dev.sagas.engine.core.Bytes;
import dev.sagas.serde.AvroCodec;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** Wraps the simulator's bytes into Avro records of the same names, as the topology wants them. */
final class Payloads implements Wrapping {
  private static final String TOPIC = "any";
  private static final String BODY = "body";

  private final AvroCodec codec;

  Payloads(AvroCodec codec) {
    this.codec = codec;
    for (String type :
        List.of("sim.Data", "sim.Command", "sim.Other", Participants.REPLY_TYPE, signalType())) {
      codec.register(TOPIC, schema(type));
    }
  }

  private static String signalType() {
    return DefinitionMaker.SIGNAL_TYPE;
  }

  private static Schema schema(String type) {
    int dot = type.lastIndexOf('.');
    return SchemaBuilder.record(type.substring(dot + 1))
        .namespace(type.substring(0, dot))
        .fields()
        .requiredBytes(BODY)
        .endRecord();
  }

  @Override
  public Bytes wrap(String type, Bytes body) {
    GenericRecord record = new GenericData.Record(schema(type));
    record.put(BODY, ByteBuffer.wrap(body.array()));
    return Bytes.of(codec.encode(TOPIC, record));
  }

  @Override
  public Bytes unwrap(Bytes value) {
    ByteBuffer body = (ByteBuffer) codec.decode(TOPIC, value.array()).get(BODY);
    byte[] bytes = new byte[body.remaining()];
    body.get(bytes);
    return Bytes.of(bytes);
  }
}
