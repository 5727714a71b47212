package dev.sagas.samples.trip;

import dev.sagas.definition.OnTimeout;
import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.protocol.SignalName;
import dev.sagas.samples.schema.trip.TripData;
import java.time.Duration;

/**
 * A trip that another process pays for: a long one needs an approval, then everything is booked in
 * parallel, and for a while the traveller may still think better of it.
 *
 * <ul>
 *   <li>Who takes no car says so with the class {@value #NO_CAR}.
 *   <li>Cancelled within the time to think, everything is given back; after it the trip stands.
 * </ul>
 */
public final class BusinessTrip implements SagaDefinition<TripData> {
  /** The saga's type. */
  public static final String TYPE = "business-trip";

  /** The signal that approves a long trip, or declines it. */
  public static final SignalName APPROVAL = new SignalName("manager-approval");

  /** The class of car for those who take none. */
  public static final String NO_CAR = "none";

  private static final int MAX_DAYS = 60;
  private static final int DAYS_WITHOUT_APPROVAL = 7;

  @Override
  public Saga<TripData> define() {
    return Saga.named(TYPE, 1, TripData.class)
        .local(
            "check-length",
            check ->
                check.rejectWhen(
                    trip -> trip.getDays() > MAX_DAYS,
                    "TRIP_TOO_LONG",
                    "A business trip takes at most " + MAX_DAYS + " days"))
        .approval(
            APPROVAL.value(),
            approval ->
                approval
                    .when(trip -> trip.getDays() > DAYS_WITHOUT_APPROVAL)
                    .timeout(Duration.ofDays(2), OnTimeout.COMPENSATE))
        .parallel(
            "book",
            group ->
                group
                    .branch(
                        "car",
                        branch ->
                            branch.step(
                                "book-car",
                                step ->
                                    TripBooking.bookCar(step)
                                        .when(trip -> !trip.getCarClass().equals(NO_CAR))))
                    .branch("hotel", branch -> branch.step("book-hotel", TripBooking::bookHotel))
                    .branch(
                        "flight", branch -> branch.step("book-flight", TripBooking::bookFlight)))
        .sleep("time-to-think", sleep -> sleep.duration(Duration.ofSeconds(2)))
        .build();
  }
}
