package dev.sagas.serde;

import dev.sagas.schema.SagaTransition;
import dev.sagas.schema.SentCommand;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.Encoder;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * Writes entries of the journal. Avro generates no code for a record with a union of records, and
 * writes it by its schema instead, which takes more than twice as long.
 *
 * <ul>
 *   <li>The bytes are those that Avro writes.
 * </ul>
 */
final class TransitionWriter implements DatumWriter<Object> {
  private final Schema events =
      SagaTransition.getClassSchema().getField("events").schema().getElementType();

  /** Whether a class's records of that schema are written here. */
  @SuppressWarnings("ReferenceEquality") // another schema, even an equal one, is Avro's to write
  static boolean writes(Class<?> type, Schema schema) {
    return type == SagaTransition.class && schema == SagaTransition.getClassSchema();
  }

  @Override
  public void setSchema(Schema schema) {
    throw new UnsupportedOperationException("Expected no other schema");
  }

  @Override
  @SuppressWarnings("EnumOrdinal") // the constants have the order of the schema, by its generator
  public void write(Object datum, Encoder out) throws IOException {
    SagaTransition entry = (SagaTransition) datum;
    out.writeString(entry.getSagaId());
    out.writeString(entry.getRun());
    out.writeString(entry.getType());
    out.writeInt(entry.getVersion());
    out.writeEnum(entry.getKind().ordinal());
    out.writeLong(entry.getRevision());
    out.writeLong(entry.getAt().toEpochMilli());
    entry.getCause().customEncode(out);
    writeEvents(entry.getEvents(), out);
    writeCommands(entry.getCommands(), out);
    writeData(entry.getData(), out);
    out.writeEnum(entry.getStatus().ordinal());
    writeNote(entry.getNote(), out);
    out.writeFixed(entry.getPreviousHash().bytes());
    out.writeFixed(entry.getHash().bytes());
  }

  private void writeEvents(List<Object> all, Encoder out) throws IOException {
    out.writeArrayStart();
    out.setItemCount(all.size());
    for (Object one : all) {
      SpecificRecordBase event = (SpecificRecordBase) one;
      out.startItem();
      out.writeIndex(events.getIndexNamed(event.getSchema().getFullName()));
      event.customEncode(out);
    }
    out.writeArrayEnd();
  }

  private static void writeCommands(List<SentCommand> all, Encoder out) throws IOException {
    out.writeArrayStart();
    out.setItemCount(all.size());
    for (SentCommand command : all) {
      out.startItem();
      command.customEncode(out);
    }
    out.writeArrayEnd();
  }

  private static void writeData(@Nullable ByteBuffer data, Encoder out) throws IOException {
    out.writeIndex(data == null ? 0 : 1);
    if (data != null) {
      out.writeBytes(data);
    }
  }

  private static void writeNote(@Nullable String note, Encoder out) throws IOException {
    out.writeIndex(note == null ? 0 : 1);
    if (note != null) {
      out.writeString(note);
    }
  }
}
