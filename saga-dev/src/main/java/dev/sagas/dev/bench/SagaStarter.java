package dev.sagas.dev.bench;

import dev.sagas.samples.schema.trip.TripData;

/** Starts sagas of one type. */
interface SagaStarter extends AutoCloseable {
  /** Starts a saga that should be started at that time. */
  void start(long intendedNanos);

  /** Waits for what was sent. */
  @Override
  void close();

  /** The data of a saga, which differs from that of others as real data does. */
  static TripData trip(String id, long number) {
    int days = (int) (number % 14) + 1;
    return new TripData(
        id, "Traveller " + number, "compact", "Ritz", "OS " + number % 997, days, null, null, null);
  }
}
