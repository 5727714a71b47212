package dev.sagas.engine.wire;

import dev.sagas.engine.core.SagaState;
import dev.sagas.schema.SagaCheckpoint;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * Writes states as an Avro object container file of {@link SagaCheckpoint}, its schema in front.
 *
 * <ul>
 *   <li>Streams: nothing is kept but the block that is being filled.
 *   <li>Due times of timers are not part of a state: {@code timerAt} is 0.
 * </ul>
 */
public final class CheckpointFile implements AutoCloseable {
  private final DataFileWriter<SagaCheckpoint> writer;

  private CheckpointFile(DataFileWriter<SagaCheckpoint> writer) {
    this.writer = writer;
  }

  /** Begins a file; closing it closes the stream. */
  public static CheckpointFile begin(OutputStream out) throws IOException {
    DataFileWriter<SagaCheckpoint> writer =
        new DataFileWriter<>(new SpecificDatumWriter<>(SagaCheckpoint.class));
    writer.setCodec(CodecFactory.deflateCodec(CodecFactory.DEFAULT_DEFLATE_LEVEL));
    return new CheckpointFile(writer.create(SagaCheckpoint.getClassSchema(), out));
  }

  /** Adds a state. */
  public void add(SagaState state) throws IOException {
    writer.append(CheckpointCodec.toAvro(Checkpoint.of(state)));
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
