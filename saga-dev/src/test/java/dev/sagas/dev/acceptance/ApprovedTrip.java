package dev.sagas.dev.acceptance;

import dev.sagas.definition.OnTimeout;
import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.samples.schema.trip.TripData;
import java.time.Duration;

/** A car, then a room; a long trip needs an approval in between. */
public final class ApprovedTrip implements SagaDefinition<TripData> {
  static final String APPROVAL = "travel-desk";
  static final int SHORT_TRIP_DAYS = 2;

  @Override
  public Saga<TripData> define() {
    return define("approved-trip", Duration.ofHours(1));
  }

  private static Saga<TripData> define(String type, Duration patience) {
    return Saga.named(type, 1, TripData.class)
        .step("book-car", step -> TripSteps.car(step, TripSteps.CARS))
        .approval(
            APPROVAL,
            approval ->
                approval
                    .when(trip -> trip.getDays() > SHORT_TRIP_DAYS)
                    .timeout(patience, OnTimeout.COMPENSATE))
        .step("book-hotel", TripSteps::hotel)
        .build();
  }

  /** The same, but the approval must come at once. */
  public static final class Impatient implements SagaDefinition<TripData> {
    @Override
    public Saga<TripData> define() {
      return ApprovedTrip.define("impatient-trip", Duration.ofMillis(500));
    }
  }
}
