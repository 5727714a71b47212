package dev.sagas.audit;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;

/** Writes counts, and reads them again. */
final class TallyMaps {
  private TallyMaps() {}

  /** Adds a count. */
  @FunctionalInterface
  interface Sink {
    void add(String name, long count);
  }

  static void write(DataOutput out, Map<?, Long> counts) throws IOException {
    out.writeShort(counts.size());
    for (Map.Entry<?, Long> counted : counts.entrySet()) {
      out.writeUTF(
          counted.getKey() instanceof Enum<?> named ? named.name() : counted.getKey().toString());
      out.writeLong(counted.getValue());
    }
  }

  static void read(DataInput in, Sink sink) throws IOException {
    int size = in.readUnsignedShort();
    for (int i = 0; i < size; i++) {
      String name = in.readUTF();
      sink.add(name, in.readLong());
    }
  }
}
