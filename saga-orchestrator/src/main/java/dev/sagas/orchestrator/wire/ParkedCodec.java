package dev.sagas.orchestrator.wire;

import dev.sagas.orchestrator.core.Bytes;
import dev.sagas.schema.ParkedHeader;
import dev.sagas.schema.ParkedInput;
import dev.sagas.schema.ParkedInputs;
import dev.sagas.serde.AvroTrust;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;

/** Writes and reads parked inputs as plain Avro; needs no registry. */
public final class ParkedCodec {
  static {
    AvroTrust.allow(List.of("dev.sagas.schema"));
  }

  private ParkedCodec() {}

  /** Encodes what waits for one saga. */
  public static Bytes encode(Parked parked) {
    ParkedInputs avro =
        new ParkedInputs(
            parked.untilMs(), parked.records().stream().map(ParkedCodec::toAvro).toList());
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream(512);
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
      new SpecificDatumWriter<>(ParkedInputs.class).write(avro, encoder);
      encoder.flush();
      return Bytes.of(out.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException("A byte array took no bytes", e);
    }
  }

  /**
   * Decodes what {@link #encode} has written.
   *
   * @throws UncheckedIOException if the bytes cannot be read
   */
  public static Parked decode(byte[] value) {
    try {
      ParkedInputs avro =
          new SpecificDatumReader<>(ParkedInputs.class)
              .read(null, DecoderFactory.get().binaryDecoder(value, null));
      return new Parked(
          avro.getUntil(), avro.getInputs().stream().map(ParkedCodec::fromAvro).toList());
    } catch (IOException e) {
      throw new UncheckedIOException("Expected readable parked inputs", e);
    }
  }

  private static ParkedInput toAvro(ParkedRecord record) {
    return new ParkedInput(
        record.position().topic(),
        record.position().partition(),
        record.position().offset(),
        record.headers().stream()
            .map(header -> new ParkedHeader(header.name(), EventWriter.buffer(header.value())))
            .toList(),
        ByteBuffer.wrap(record.value().array()));
  }

  private static ParkedRecord fromAvro(ParkedInput input) {
    return new ParkedRecord(
        new Position(input.getTopic(), input.getPartition(), input.getOffset()),
        input.getHeaders().stream()
            .map(
                header ->
                    new ParkedRecord.Header(header.getName(), EventReader.bytes(header.getValue())))
            .toList(),
        EventReader.bytes(input.getValue()).orElse(Bytes.EMPTY));
  }
}
