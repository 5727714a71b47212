package dev.sagas.engine.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * The inputs that wait for the start of one saga (R2a).
 *
 * @param untilMs when the remaining ones become dead letters, epoch ms
 * @param records the oldest first
 */
public record Parked(long untilMs, List<ParkedRecord> records) {
  public Parked {
    records = List.copyOf(records);
  }

  /** The same with one more. */
  public Parked with(ParkedRecord record) {
    List<ParkedRecord> more = new ArrayList<>(records);
    more.add(record);
    return new Parked(untilMs, more);
  }

  /** How many bytes they have together, with their headers and a key of that size for each. */
  public long bytes(int keyBytes) {
    return records.stream().mapToLong(record -> keyBytes + record.bytes()).sum();
  }
}
