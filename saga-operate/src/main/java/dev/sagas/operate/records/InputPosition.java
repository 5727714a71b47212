package dev.sagas.operate.records;

import java.util.OptionalLong;

/**
 * How far the orchestrator has read one partition of one of its inputs.
 *
 * @param next the offset that it reads next; empty if it never committed one
 * @param end the offset after the last record
 */
public record InputPosition(String topic, int partition, OptionalLong next, long end) {
  /** How many records wait at most: markers of transactions count, too. */
  public long waiting() {
    return Math.max(0, end - next.orElse(0));
  }
}
