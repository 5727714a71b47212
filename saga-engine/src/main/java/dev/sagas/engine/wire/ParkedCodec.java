package dev.sagas.engine.wire;

import dev.sagas.engine.core.Bytes;
import dev.sagas.schema.ParkedHeader;
import dev.sagas.schema.ParkedInput;
import dev.sagas.schema.ParkedInputs;
import dev.sagas.serde.AvroTrust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.AvroRuntimeException;

/**
 * Writes and reads parked and held inputs: one byte of format version, a SHA-256 digest of it and
 * the rest, and {@link ParkedInputs} in Avro binary. Needs no registry.
 *
 * <ul>
 *   <li>Reads what earlier versions wrote: in format 1 the Avro bytes alone, with neither version
 *       nor digest. They begin with a time: with a zero, or a byte above 127; no format's number is
 *       either.
 * </ul>
 */
public final class ParkedCodec {
  /** The format that is written. */
  static final int FORMAT = 2;

  private static final StoredFormat.FormatReader<ParkedInputs> BARE =
      new StoredFormat.FormatReader<>("parked", 1, ParkedInputs.class);
  private static final StoredFormat.FormatReader<ParkedInputs> WRITTEN =
      new StoredFormat.FormatReader<>("parked", FORMAT, ParkedInputs.class);

  static {
    AvroTrust.allow(List.of("dev.sagas.schema"));
  }

  private ParkedCodec() {}

  /** Encodes what waits for one saga. */
  public static Bytes encode(Parked parked) {
    ParkedInputs avro =
        new ParkedInputs(
            parked.untilMs().orElse(EventWriter.ABSENT),
            parked.records().stream().map(ParkedCodec::toAvro).toList());
    return StoredFormat.framed(FORMAT, StoredFormat.body(avro));
  }

  /**
   * Decodes what {@link #encode} has written, now or in an earlier version.
   *
   * @throws UncheckedIOException if the bytes are damaged or cannot be read
   * @throws UnknownFormatException if a newer version wrote them
   */
  public static Parked decode(byte[] value) {
    if (value.length > 0 && value[0] <= 0) {
      return read(BARE, value, 0);
    }
    if (!StoredFormat.isIntact(value)) {
      throw new UncheckedIOException(
          new IOException("Expected parked inputs that match their digest"));
    }
    if (value[0] != FORMAT) {
      throw new UnknownFormatException("parked inputs", FORMAT, value[0]);
    }
    return read(WRITTEN, value, StoredFormat.BODY);
  }

  private static Parked read(
      StoredFormat.FormatReader<ParkedInputs> reader, byte[] value, int offset) {
    try {
      ParkedInputs avro = reader.read(value, offset);
      return new Parked(
          EventReader.optional(avro.getUntil()),
          avro.getInputs().stream().map(ParkedCodec::fromAvro).toList());
    } catch (IOException e) {
      throw new UncheckedIOException("Expected readable parked inputs", e);
    } catch (AvroRuntimeException | IllegalArgumentException e) {
      throw new UncheckedIOException(new IOException("Expected readable parked inputs", e));
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
