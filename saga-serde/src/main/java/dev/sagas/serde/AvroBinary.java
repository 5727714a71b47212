package dev.sagas.serde;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Conversion;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.path.TracingClassCastException;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Avro binary without a header.
 *
 * <ul>
 *   <li>Calls no registry.
 * </ul>
 */
public final class AvroBinary {
  private static final String PROTOCOL_PACKAGE = "dev.sagas.schema";

  /** Values stay Avro's base types, as in Confluent's classes. */
  private static final GenericData PLAIN = new GenericData();

  private static final ClassValue<SpecificWriter> WRITERS =
      new ClassValue<>() {
        @Override
        protected SpecificWriter computeValue(Class<?> type) {
          return new SpecificWriter(type, model(type));
        }
      };

  private AvroBinary() {}

  /**
   * The protocol's records are written by their generated code, which takes a third of the time. It
   * does not say which field does not fit, which is worth knowing of a user's record alone.
   */
  private static SpecificData model(Class<?> type) {
    SpecificData shared = SpecificData.getForClass(type);
    if (!type.getPackageName().equals(PROTOCOL_PACKAGE)) {
      return shared;
    }
    SpecificData model = new SpecificData(type.getClassLoader());
    for (Conversion<?> conversion : shared.getConversions()) {
      model.addLogicalTypeConversion(conversion);
    }
    model.setCustomCoders(true);
    return model;
  }

  /**
   * Writes the records of one generated class. Kept as long as the class; safe for several threads,
   * as Avro's writers are.
   */
  private static final class SpecificWriter {
    private final Class<?> type;
    private final SpecificData model;
    private volatile @Nullable SchemaWriter newest;

    SpecificWriter(Class<?> type, SpecificData model) {
      this.type = type;
      this.model = model;
    }

    private record SchemaWriter(Schema schema, DatumWriter<Object> writer) {}

    /** All records of a class have one schema, unless it is written by hand. */
    @SuppressWarnings("ReferenceEquality") // equal schemas are rare, and make an equal writer
    DatumWriter<Object> of(Schema schema) {
      SchemaWriter known = newest;
      if (known != null && known.schema == schema) {
        return known.writer;
      }
      DatumWriter<Object> writer =
          TransitionWriter.writes(type, schema)
              ? new TransitionWriter()
              : new SpecificDatumWriter<>(schema, model);
      newest = new SchemaWriter(schema, writer);
      return writer;
    }
  }

  /**
   * The bytes of a generic or generated record, by its own schema.
   *
   * @throws SerializationException if it does not fit its schema; the message says where
   */
  public static byte[] encode(GenericContainer value) {
    return encode(value, 0);
  }

  /**
   * The same behind that many zero bytes, which the caller fills in.
   *
   * @throws SerializationException if it does not fit its schema; the message says where
   */
  public static byte[] encode(GenericContainer value, int room) {
    Schema schema = value.getSchema();
    GrowingBytes out = new GrowingBytes(room);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    try {
      writer(value, schema).write(value, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("A buffer in memory cannot fail", e);
    } catch (AvroRuntimeException
        | ClassCastException
        | NullPointerException
        | IndexOutOfBoundsException
        | IllegalArgumentException e) {
      throw new SerializationException(
          "Expected a record of " + schema.getFullName() + " to fit its schema, but " + place(e));
    }
    return out.toByteArray();
  }

  private static DatumWriter<Object> writer(GenericContainer value, Schema schema) {
    if (!(value instanceof SpecificRecord)) {
      return new GenericDatumWriter<>(schema, PLAIN);
    }
    return WRITERS.get(value.getClass()).of(schema);
  }

  /** Avro's message quotes the value, which must not be shown; its position may be shown. */
  private static String place(RuntimeException e) {
    String message = String.valueOf(e.getMessage());
    if (e instanceof NullPointerException) {
      return message.startsWith("null value for")
          ? message
          : "it contains a null where none " + "is allowed";
    }
    int at = message.lastIndexOf(" at ");
    boolean traced = e.getCause() instanceof ClassCastException && at >= 0;
    if (traced || e instanceof TracingClassCastException) {
      return "a value is of the wrong type" + (at >= 0 ? message.substring(at) : "");
    }
    return "it does not (" + e.getClass().getSimpleName() + ")";
  }

  static DatumReader<Object> genericReader(Schema writer) {
    return new GenericDatumReader<>(writer, writer, PLAIN);
  }

  /**
   * Reads all bytes from {@code offset} on.
   *
   * @param whence for errors, such as {@code topic t, schema id 7}
   * @throws CorruptRecordException if they are not what {@code reader} expects
   */
  static Object decode(DatumReader<Object> reader, byte[] bytes, int offset, String whence) {
    try {
      BinaryDecoder decoder =
          DecoderFactory.get().binaryDecoder(bytes, offset, bytes.length - offset, null);
      Object value = reader.read(null, decoder);
      if (decoder.isEnd()) {
        return value;
      }
    } catch (SecurityException e) {
      throw new UntrustedClassException(e.getMessage() + " (" + whence + ")", e);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      // The only inputs are bytes and schemas, so every error is about them.
      throw corrupt(bytes, offset, whence, e);
    }
    throw new CorruptRecordException(
        "Expected the Avro record to fill its value, but bytes are left over (" + whence + ")");
  }

  private static CorruptRecordException corrupt(
      byte[] bytes, int offset, String whence, Throwable cause) {
    return new CorruptRecordException(
        "Expected %s bytes to be Avro of their schema, but they cannot be read (%s)"
            .formatted(bytes.length - offset, whence),
        cause);
  }
}
