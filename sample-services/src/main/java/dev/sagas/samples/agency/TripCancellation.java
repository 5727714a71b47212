package dev.sagas.samples.agency;

import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.samples.schema.trip.CancelCar;
import dev.sagas.samples.schema.trip.CancelFlight;
import dev.sagas.samples.schema.trip.CancelHotel;
import dev.sagas.samples.schema.trip.TripData;

/**
 * Undoes a trip booking that has completed.
 *
 * <ul>
 *   <li>Its first step is the pivot: it only goes forward, and a failure becomes an incident.
 * </ul>
 */
public final class TripCancellation implements SagaDefinition<TripData> {
  /** The saga's type. */
  public static final String TYPE = "trip-cancellation";

  @Override
  public Saga<TripData> define() {
    return Saga.named(TYPE, 1, TripData.class)
        .step(
            "cancel-flight",
            step ->
                step.participant("flights")
                    .command(CancelFlight.class, trip -> new CancelFlight(trip.getTripId()))
                    .pivot())
        .step(
            "cancel-hotel",
            step ->
                step.participant("hotels")
                    .command(CancelHotel.class, trip -> new CancelHotel(trip.getTripId())))
        .step(
            "cancel-car",
            step ->
                step.participant("cars")
                    .command(CancelCar.class, trip -> new CancelCar(trip.getTripId())))
        .build();
  }
}
