package dev.sagas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.schema.SagaTransition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.RandomData;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class TransitionWriterTest {
  private static final Schema SCHEMA = SagaTransition.getClassSchema();
  private static final int ENTRIES = 2_000;

  @Test
  void shouldWriteTheBytesThatAvroWrites() throws IOException {
    AvroTrust.allow(List.of("dev.sagas.schema"));
    long seed = ThreadLocalRandom.current().nextLong();
    Set<String> events = new HashSet<>();
    for (Object generic : new RandomData(SCHEMA, ENTRIES, seed, true)) {
      SagaTransition entry = read(write(new GenericDatumWriter<>(SCHEMA), generic));
      entry
          .getEvents()
          .forEach(event -> events.add(((SpecificRecord) event).getSchema().getName()));

      assertThat(AvroBinary.encode(entry))
          .as("seed %s", seed)
          .isEqualTo(write(new SpecificDatumWriter<>(SCHEMA), entry));
    }

    assertThat(events)
        .as("seed %s", seed)
        .isEqualTo(
            SCHEMA.getField("events").schema().getElementType().getTypes().stream()
                .map(Schema::getName)
                .collect(Collectors.toSet()));
  }

  @Test
  void shouldSayWhatDoesNotFit() {
    assertThatThrownBy(() -> AvroBinary.encode(new SagaTransition()))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("dev.sagas.schema.SagaTransition")
        .hasMessageContaining("null");
  }

  private static SagaTransition read(byte[] bytes) throws IOException {
    return new SpecificDatumReader<>(SagaTransition.class)
        .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
  }

  private static byte[] write(DatumWriter<Object> writer, Object datum) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    writer.write(datum, encoder);
    encoder.flush();
    return out.toByteArray();
  }
}
