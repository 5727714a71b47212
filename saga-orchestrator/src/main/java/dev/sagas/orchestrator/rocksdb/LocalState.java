package dev.sagas.orchestrator.rocksdb;

import java.nio.file.Path;

/**
 * The local copy of the state.
 *
 * @param directory where it is kept
 * @param memoryMib what RocksDB may have of it in memory outside of the heap, in MiB, over all
 *     stores; at least 1
 */
public record LocalState(Path directory, int memoryMib) {
  /** What an instance may have unless it is set: enough for thousands of sagas a second. */
  public static final int MEMORY_MIB = 256;

  private static final long MIB = 1024 * 1024;

  public LocalState {
    if (memoryMib < 1) {
      throw new IllegalArgumentException("Expected 1 MiB or more, but got " + memoryMib);
    }
  }

  /** With the memory that an instance has unless it is set. */
  public static LocalState in(Path directory) {
    return new LocalState(directory, MEMORY_MIB);
  }

  long memoryBytes() {
    return memoryMib * MIB;
  }
}
