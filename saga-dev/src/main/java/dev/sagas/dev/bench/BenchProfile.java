package dev.sagas.dev.bench;

import java.time.Duration;
import java.util.List;

/** What is measured. */
enum BenchProfile {
  /** Closed loop: how many sagas end per second, and what one costs. */
  throughput,

  /** Open loop: how long a saga takes at a fixed rate. */
  latency,

  /** Sagas whose third step is rejected, next to sagas that complete. */
  compensate,

  /** The first minute of fresh processes. */
  cold,

  /** Sagas started and awaited by the client's library, next to records written by hand. */
  client,

  /** Three steps in a group, next to the same one after the other. */
  parallel,

  /** Sagas of a hundred steps. */
  hundred,

  /** Sagas of three steps while many others wait. */
  live,

  /** Participants of the library, without a fence and with one in Kafka, next to those by hand. */
  participants,

  /** How long sagas wait when the orchestrator is killed and restarted, at a fixed rate. */
  recovery,

  /** How fast operators are answered while many sagas wait and others run. */
  questions,

  /** Twice as many starts as can be borne, and how sagas fare before and after it. */
  overload,

  /** A fixed load, shared by several orchestrators. */
  scaling,

  /** Sagas whose journal is exported to PostgreSQL meanwhile, next to sagas without that. */
  export;

  private static final int WINDOWS = 5;
  private static final int COLD_WINDOWS = 12;

  /** The loads that are measured by default, one after the other. */
  List<Integer> levels() {
    return switch (this) {
      case throughput -> List.of(256, 1_000, 4_000);
      case latency -> List.of(50, 500, 2_000);
      case compensate -> List.of(4_000);
      case cold, client, parallel, participants, export -> List.of(1_000);
      case hundred -> List.of(256);
      case questions -> List.of(100_000);
      case live -> List.of(10_000, 100_000, 1_000_000);
      case recovery -> List.of(200);
      case overload -> List.of(4_000);
      case scaling -> List.of(1, 2, 4);
    };
  }

  /** How many windows there are by default; those of the first minute are short. */
  int windows() {
    return this == cold ? COLD_WINDOWS : WINDOWS;
  }

  /** How long a window is by default. */
  Duration window() {
    return Duration.ofSeconds(this == cold ? 5 : 20);
  }

  /** How users write it: the one keyword of Java among the names is {@code long}. */
  @Override
  public String toString() {
    return this == hundred ? "long" : name();
  }

  /** How long sagas run before the first window by default. */
  Duration warmUp() {
    return this == cold ? Duration.ZERO : Duration.ofMinutes(2);
  }
}
