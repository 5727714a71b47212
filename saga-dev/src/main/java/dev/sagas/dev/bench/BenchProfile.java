package dev.sagas.dev.bench;

/** What is measured. */
enum BenchProfile {
  /** Closed loop: how many sagas end per second, and what one costs. */
  throughput
}
