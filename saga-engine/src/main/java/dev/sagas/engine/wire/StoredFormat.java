package dev.sagas.engine.wire;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.Digest;
import dev.sagas.serde.AvroBinary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * How values of our stores are framed: one byte of format, a SHA-256 digest, an Avro record.
 *
 * <ul>
 *   <li>Each format has the schema that it was written with as a resource, {@code
 *       checkpoint-1.avsc} for example, so that every later version reads it. A changed schema is a
 *       new format.
 *   <li>From format 2 on the digest covers the format's byte too, for all formats to come: a value
 *       of a newer format can be distinguished from a damaged one.
 * </ul>
 */
final class StoredFormat {
  /** Where the Avro record begins. */
  static final int BODY = 1 + Digest.SIZE;

  private StoredFormat() {}

  /** The schema that a format's records were written with. */
  static Schema schema(String name, int format) {
    String resource = name + "-" + format + ".avsc";
    try (InputStream in = StoredFormat.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("Expected the resource " + resource);
      }
      return new Schema.Parser().parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException("Expected the resource " + resource, e);
    }
  }

  /** Room for the frame, and the record's bytes. */
  static byte[] body(SpecificRecord record) {
    return AvroBinary.encode(record, BODY);
  }

  /** Fills in the frame of a format from 2 on. */
  static Bytes framed(int format, byte[] body) {
    body[0] = (byte) format;
    System.arraycopy(digest(body).value().array(), 0, body, 1, Digest.SIZE);
    return Bytes.of(body);
  }

  /** True if the value is framed as of format 2 or newer, and nothing in it is damaged. */
  static boolean isIntact(byte[] value) {
    return value.length >= BODY
        && value[0] >= 2
        && Digest.of(Arrays.copyOfRange(value, 1, BODY)).equals(digest(value));
  }

  private static Digest digest(byte[] value) {
    byte[] covered = new byte[1 + value.length - BODY];
    covered[0] = value[0];
    System.arraycopy(value, BODY, covered, 1, value.length - BODY);
    return Digest.sha256(covered);
  }

  /**
   * Reads the records of one format: those that were written with its schema.
   *
   * <ul>
   *   <li>Safe for several threads. Avro makes its plan for reading at the first record; it is
   *       published with the reader.
   * </ul>
   *
   * @param <T> the class of today
   */
  static final class FormatReader<T extends SpecificRecord> {
    private final Schema writer;
    private final Class<T> type;
    private volatile @Nullable SpecificDatumReader<T> prepared;

    FormatReader(String name, int format, Class<T> type) {
      this.writer = schema(name, format);
      this.type = type;
    }

    /**
     * Reads a record.
     *
     * @param offset where it begins
     */
    T read(byte[] value, int offset) throws IOException {
      SpecificDatumReader<T> reader = prepared;
      if (reader == null) {
        SpecificDatumReader<T> made = new SpecificDatumReader<>(type);
        made.setSchema(writer);
        T first = read(made, value, offset);
        prepared = made;
        return first;
      }
      return read(reader, value, offset);
    }

    private static <T extends SpecificRecord> T read(
        SpecificDatumReader<T> reader, byte[] value, int offset) throws IOException {
      BinaryDecoder decoder =
          DecoderFactory.get().binaryDecoder(value, offset, value.length - offset, null);
      T read = reader.read(null, decoder);
      if (!decoder.isEnd()) {
        throw new IOException("Expected nothing behind the record");
      }
      return read;
    }
  }
}
