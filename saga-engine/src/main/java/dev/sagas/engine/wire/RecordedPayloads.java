package dev.sagas.engine.wire;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.Digest;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;

/**
 * Compares what would be written today with what was recorded.
 *
 * <ul>
 *   <li>The id of a schema does not count: the same content under another id is the same.
 *   <li>Data is compared after the recorded one was read into today's schema, so that a new field
 *       with a default is no difference as long as it has that default.
 *   <li>Of a command only a digest was recorded: its bytes must be the same except for the id.
 * </ul>
 */
public final class RecordedPayloads {
  /** How far beyond the highest id that was seen a command's schema may have been registered. */
  private static final int MAX_IDS_BEYOND = 1_000;

  /** No more ids than this are tried; a true difference costs so many digests. */
  private static final int MAX_IDS_TRIED = 20_000;

  private final AvroCodec codec;
  private final String topic;
  private final Map<Integer, Integer> recordedIds = new HashMap<>();
  private int highestSeen;

  /**
   * A comparison.
   *
   * @param codec that decodes payloads
   * @param topic for messages
   */
  public RecordedPayloads(AvroCodec codec, String topic) {
    this.codec = codec;
    this.topic = topic;
  }

  /** Notes a payload of the same deployment. */
  public void seen(Bytes payload) {
    if (payload.size() >= WireFormat.HEADER_BYTES) {
      seen(WireFormat.schemaId(topic, payload.array()));
    }
  }

  private void seen(int id) {
    if (id < RehearsalRegistry.FIRST_MADE_UP_ID) {
      highestSeen = Math.max(highestSeen, id);
    }
  }

  /** The names of the fields whose values differ; empty if the data is the same. */
  public List<String> differingFields(Bytes recorded, Bytes now) {
    if (recorded.equals(now)) {
      return List.of();
    }
    GenericRecord today = codec.decode(topic, now.array());
    GenericRecord then;
    try {
      then = readInto(recorded, today.getSchema());
    } catch (AvroRuntimeException | IOException e) {
      return List.of("the record " + today.getSchema().getFullName());
    }
    List<String> fields = new ArrayList<>();
    for (Schema.Field field : today.getSchema().getFields()) {
      if (!Objects.equals(then.get(field.pos()), today.get(field.pos()))) {
        fields.add(field.name());
      }
    }
    return fields;
  }

  private GenericRecord readInto(Bytes recorded, Schema schema) throws IOException {
    byte[] bytes = codec.inline(topic, recorded.array());
    Schema writer = codec.writerSchema(topic, bytes);
    return new GenericDatumReader<GenericRecord>(writer, schema)
        .read(
            null,
            DecoderFactory.get()
                .binaryDecoder(
                    bytes, WireFormat.HEADER_BYTES, bytes.length - WireFormat.HEADER_BYTES, null));
  }

  /** True if a command with that digest may have had this content. */
  public boolean isSameCommand(Digest recorded, Bytes now) {
    byte[] value = now.array();
    if (Digest.sha256(value).equals(recorded)) {
      return true;
    }
    int id = WireFormat.schemaId(topic, value);
    seen(id);
    Integer known = recordedIds.get(id);
    if (known != null) {
      return isUnder(known, value, recorded);
    }
    int last = Math.min(highestSeen + MAX_IDS_BEYOND, MAX_IDS_TRIED);
    for (int candidate = 1; candidate <= last; candidate++) {
      if (isUnder(candidate, value, recorded)) {
        recordedIds.put(id, candidate);
        return true;
      }
    }
    return false;
  }

  private static boolean isUnder(int id, byte[] value, Digest recorded) {
    return Digest.sha256(WireFormat.withSchemaId(value, id)).equals(recorded);
  }
}
