package dev.sagas.engine.journal;

import dev.sagas.engine.wire.CheckpointFile;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes rebuilt runs as an Avro object container file of {@code SagaCheckpoint} records: what the
 * store held, so that an ended saga is a tombstone.
 */
public final class StateFile implements AutoCloseable {
  private final CheckpointFile file;

  private StateFile(CheckpointFile file) {
    this.file = file;
  }

  /** Begins a file; closing it closes the stream. */
  public static StateFile begin(OutputStream out) throws IOException {
    return new StateFile(CheckpointFile.begin(out));
  }

  /** Adds a run. */
  public void add(Rebuilt run) throws IOException {
    file.add(run.state());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
