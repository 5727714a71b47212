package dev.sagas.comparison.seata;

import dev.sagas.comparison.load.TripOrder;

/** The three services, called by the engine in its own process; they answer at once. */
public final class TripServices {
  TripServices() {}

  /** First step. */
  public String bookCar(String tripId, String traveller, String carClass, int days) {
    return "car-" + tripId;
  }

  /** Second step. */
  public String bookHotel(String tripId, String traveller, String hotel, int days) {
    return "room-" + tripId;
  }

  /** Third step; false rejects it. */
  public boolean bookFlight(String tripId, String traveller, String flight) {
    return !TripOrder.isFull(flight);
  }

  /** Undoes the first step. */
  public boolean cancelCar(String tripId) {
    return true;
  }

  /** Undoes the second step. */
  public boolean cancelHotel(String tripId) {
    return true;
  }
}
