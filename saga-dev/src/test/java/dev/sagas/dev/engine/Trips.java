package dev.sagas.dev.engine;

import dev.sagas.samples.schema.trip.TripData;

/** What trips are started with where it does not matter. */
public final class Trips {
  private Trips() {}

  public static TripData trip(String id) {
    return trip(id, "Ritz");
  }

  public static TripData trip(String id, String hotel) {
    return TripData.newBuilder()
        .setTripId(id)
        .setTraveller("Ada")
        .setCarClass("compact")
        .setHotel(hotel)
        .setFlight("OS 1")
        .setDays(2)
        .build();
  }
}
