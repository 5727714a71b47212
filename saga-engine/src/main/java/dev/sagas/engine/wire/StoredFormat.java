package dev.sagas.engine.wire;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

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
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream(512);
      out.write(new byte[BODY]);
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
      new SpecificDatumWriter<SpecificRecord>(record.getSchema()).write(record, encoder);
      encoder.flush();
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("A byte array took no bytes", e);
    }
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
   * Reads a record that was written with an older schema, or with the same.
   *
   * @param offset where it begins
   */
  static <T extends SpecificRecord> T read(
      SpecificDatumReader<T> reader, Schema writer, byte[] value, int offset) throws IOException {
    reader.setSchema(writer);
    BinaryDecoder decoder =
        DecoderFactory.get().binaryDecoder(value, offset, value.length - offset, null);
    T read = reader.read(null, decoder);
    if (!decoder.isEnd()) {
      throw new IOException("Expected nothing behind the record");
    }
    return read;
  }
}
