package dev.sagas.engine.wire;

import dev.sagas.schema.SagaTransition;
import dev.sagas.serde.RegistryClient;
import dev.sagas.serde.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * Entries of the journal in a file that needs no registry: an Avro object container file of {@link
 * SagaTransition}, one record a block, byte for byte as it is in the journal.
 *
 * <ul>
 *   <li>Its metadata holds the schemas that its payloads were written with ({@code
 *       saga.schema.<id>}), the deployment's prefix, the id of its own schema and the file's
 *       format.
 * </ul>
 */
public final class HistoryFile {
  private static final String FORMAT = "saga.history-format";
  private static final int FORMAT_WRITTEN = 1;
  private static final String PREFIX = "saga.prefix";
  private static final String OWN_ID = "saga.schema-id";
  private static final String SCHEMA = "saga.schema.";

  private HistoryFile() {}

  /**
   * What a file holds.
   *
   * @param prefix of the deployment's topics
   * @param values entries in wire format, in the journal's order
   * @param schemas by id: of the entries, and of every payload in them
   */
  public record Content(String prefix, List<byte[]> values, Map<Integer, Schema> schemas) {
    public Content {
      values = List.copyOf(values);
      schemas = Map.copyOf(schemas);
    }
  }

  /**
   * The content for a file.
   *
   * @param entries decoded from {@code values}, in the same order
   * @throws dev.sagas.serde.UnknownSchemaException if a schema is not known any more
   */
  public static Content content(
      String prefix, List<byte[]> values, List<JournalEntry> entries, RegistryClient registry) {
    Map<Integer, Schema> schemas = new TreeMap<>();
    List<byte[]> payloads = new ArrayList<>(values);
    for (JournalEntry entry : entries) {
      entry.content().data().ifPresent(data -> payloads.add(data.array()));
      entry.cause().input().ifPresent(input -> payloads.add(input.array()));
    }
    for (byte[] payload : payloads) {
      schemas.computeIfAbsent(WireFormat.schemaId(prefix, payload), registry::schemaById);
    }
    return new Content(prefix, values, schemas);
  }

  /**
   * Writes a file; closes the stream.
   *
   * @throws IllegalArgumentException if the entries were not all written with one schema
   */
  public static void write(Content content, OutputStream out) throws IOException {
    int id = onlyId(content);
    Schema schema = content.schemas().get(id);
    if (schema == null) {
      throw new IllegalArgumentException("Expected the schema of id " + id + " in the content");
    }
    try (DataFileWriter<GenericRecord> writer =
        new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
      writer.setMeta(FORMAT, Integer.toString(FORMAT_WRITTEN));
      writer.setMeta(PREFIX, content.prefix());
      writer.setMeta(OWN_ID, Integer.toString(id));
      new TreeMap<>(content.schemas())
          .forEach((known, text) -> writer.setMeta(SCHEMA + known, text.toString()));
      writer.create(schema, out);
      for (byte[] value : content.values()) {
        int header = WireFormat.HEADER_BYTES;
        writer.appendEncoded(ByteBuffer.wrap(value, header, value.length - header).slice());
        writer.sync();
      }
    }
  }

  private static int onlyId(Content content) {
    List<Integer> ids =
        content.values().stream()
            .map(value -> WireFormat.schemaId(content.prefix(), value))
            .distinct()
            .toList();
    if (ids.size() != 1) {
      throw new IllegalArgumentException(
          "Expected entries that were written with one schema, but there are " + ids);
    }
    return ids.get(0);
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it is none
   */
  public static Content read(InputStream in) throws IOException {
    try (DataFileStream<GenericRecord> stream =
        new DataFileStream<>(in, new GenericDatumReader<>())) {
      checkFormat(stream.getMetaString(FORMAT));
      String prefix = stream.getMetaString(PREFIX);
      String id = stream.getMetaString(OWN_ID);
      if (prefix == null || id == null) {
        throw new IOException("Expected a history that saga replay --export wrote");
      }
      List<byte[]> values = new ArrayList<>();
      while (stream.hasNext()) {
        ByteBuffer block = stream.nextBlock();
        byte[] avro = new byte[block.remaining()];
        block.get(avro);
        values.add(WireFormat.frame(Integer.parseInt(id), avro));
      }
      return new Content(prefix, values, schemas(stream));
    } catch (SchemaParseException | NumberFormatException e) {
      throw new IOException("Expected a history that saga replay --export wrote", e);
    }
  }

  /** The first files did not say it: they have the first format. */
  private static void checkFormat(@Nullable String format) throws IOException {
    if (format != null && !format.equals(Integer.toString(FORMAT_WRITTEN))) {
      throw new IOException(
          """
          Expected a history of format %s, but got format %s: a newer version wrote it, and \
          can read it\
          """
              .formatted(FORMAT_WRITTEN, format));
    }
  }

  private static Map<Integer, Schema> schemas(DataFileStream<?> stream) {
    Map<Integer, Schema> schemas = new TreeMap<>();
    for (String key : stream.getMetaKeys()) {
      if (key.startsWith(SCHEMA)) {
        schemas.put(
            Integer.parseInt(key.substring(SCHEMA.length())),
            new Schema.Parser().parse(stream.getMetaString(key)));
      }
    }
    return schemas;
  }
}
