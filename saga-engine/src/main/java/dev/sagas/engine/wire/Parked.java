package dev.sagas.engine.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The inputs that wait for the start of one saga (R2a).
 *
 * @param untilMs when the remaining ones become dead letters, epoch ms; empty for those that are
 *     held until their saga is rebuilt
 * @param records the oldest first
 */
public record Parked(OptionalLong untilMs, List<ParkedRecord> records) {
  /** Nothing yet, to wait until then at the latest. */
  public static Parked until(long untilMs) {
    return new Parked(OptionalLong.of(untilMs), List.of());
  }

  /** Nothing yet, to be held for as long as it takes. */
  public static Parked held() {
    return new Parked(OptionalLong.empty(), List.of());
  }

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
