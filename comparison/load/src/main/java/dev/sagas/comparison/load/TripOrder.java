package dev.sagas.comparison.load;

import java.util.Map;

/**
 * The data of one saga: the same as in {@code saga bench}, and different for each as real data is.
 *
 * @param flight {@link #FULL} if the third step is rejected
 */
public record TripOrder(
    String id, String traveller, String carClass, String hotel, String flight, int days) {
  /** A flight without a free seat. */
  public static final String FULL = "FULL";

  private static final int LONGEST_STAY = 14;
  private static final int FLIGHTS = 997;

  static TripOrder of(long number, boolean rejected) {
    return new TripOrder(
        "trip-" + number,
        "Traveller " + number,
        "compact",
        "Ritz",
        rejected ? FULL : "OS " + number % FLIGHTS,
        (int) (number % LONGEST_STAY) + 1);
  }

  /** Whether the third step is rejected. */
  public boolean isRejected() {
    return isFull(flight);
  }

  /** Whether there is no free seat. */
  public static boolean isFull(String flight) {
    return FULL.equals(flight);
  }

  /** The data by the names that the engines' definitions use. */
  public Map<String, Object> toMap() {
    return Map.of(
        "tripId", id,
        "traveller", traveller,
        "carClass", carClass,
        "hotel", hotel,
        "flight", flight,
        "days", days);
  }
}
