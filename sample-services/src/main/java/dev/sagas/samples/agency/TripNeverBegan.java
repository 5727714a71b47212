package dev.sagas.samples.agency;

import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.samples.schema.trip.TripData;

/**
 * Takes the id of a trip booking that never began, so that it never will.
 *
 * <ul>
 *   <li>Ends at once as compensated, which is equivalent to such a booking.
 * </ul>
 */
public final class TripNeverBegan implements SagaDefinition<TripData> {
  /** The saga's type. */
  public static final String TYPE = "trip-never-began";

  @Override
  public Saga<TripData> define() {
    return Saga.named(TYPE, 1, TripData.class)
        .local(
            "never",
            step -> step.rejectWhen(trip -> true, "CANCELLED_BEFORE", "Cancelled before it began"))
        .build();
  }
}
