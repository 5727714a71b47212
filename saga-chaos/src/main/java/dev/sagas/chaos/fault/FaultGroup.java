package dev.sagas.chaos.fault;

import java.util.Locale;

/** Kinds of faults that {@code --faults} selects together. */
public enum FaultGroup {
  /** Processes end, stop or move, by signals and by Kafka's administration. */
  PROCESSES,
  /** Connections break, stall or crawl. */
  NETWORK,
  /** The state directories of orchestrators. */
  STATE,
  /** Wall clocks. */
  CLOCK,
  /** Records that arrive more than once. */
  DELIVERIES;

  /** The name in {@code --faults}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
