package dev.sagas.samples.agency;

import dev.sagas.definition.RetryPolicy;
import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.definition.StepBuilder;
import dev.sagas.samples.schema.agency.BookTravel;
import dev.sagas.samples.schema.agency.BusinessTripData;
import dev.sagas.samples.schema.agency.CancelTravel;
import dev.sagas.samples.schema.agency.TravelBooked;
import dev.sagas.samples.schema.order.ChargeCard;
import java.time.Duration;

/**
 * A trip is booked and paid, or neither. The booking is a saga itself, which the travel agency
 * starts and awaits.
 */
public final class AgencyTrip implements SagaDefinition<BusinessTripData> {
  /** The saga's type. */
  public static final String TYPE = "agency-trip";

  @Override
  public Saga<BusinessTripData> define() {
    return Saga.named(TYPE, 1, BusinessTripData.class)
        .step("book-travel", AgencyTrip::bookTravel)
        .step("charge-card", AgencyTrip::chargeCard)
        .build();
  }

  private static StepBuilder<BusinessTripData> bookTravel(StepBuilder<BusinessTripData> step) {
    return step.participant(TravelAgency.NAME)
        .command(BookTravel.class, data -> new BookTravel(data.getTrip()))
        .onReply(TravelBooked.class, AgencyTrip::keepSaga)
        .compensation(
            CancelTravel.class,
            TravelBooked.class,
            (data, booked) ->
                new CancelTravel(
                    data.getTrip(), booked.map(TravelBooked::getBookingSaga).orElse(null)))
        .retry(RetryPolicy.exponential().withMaxAttempts(10_000))
        .deadline(Duration.ofHours(8))
        .compensationRetry(RetryPolicy.exponential().withMaxAttempts(1_000));
  }

  private static BusinessTripData keepSaga(BusinessTripData data, TravelBooked reply) {
    data.setBookingSaga(reply.getBookingSaga());
    return data;
  }

  private static StepBuilder<BusinessTripData> chargeCard(StepBuilder<BusinessTripData> step) {
    return step.participant("payments")
        .command(
            ChargeCard.class,
            data ->
                new ChargeCard(
                    data.getTrip().getTripId(), data.getCardToken(), data.getPriceCents(), "EUR"))
        .pivot();
  }
}
