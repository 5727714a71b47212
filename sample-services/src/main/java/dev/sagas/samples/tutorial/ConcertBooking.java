package dev.sagas.samples.tutorial;

import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.definition.StepBuilder;
import dev.sagas.samples.schema.tutorial.BookingData;
import dev.sagas.samples.schema.tutorial.HoldSeats;
import dev.sagas.samples.schema.tutorial.ReleaseSeats;
import dev.sagas.samples.schema.tutorial.SeatsHeld;
import dev.sagas.samples.schema.tutorial.TakePayment;

/** Seats for a concert are held and paid, or neither. */
public final class ConcertBooking implements SagaDefinition<BookingData> {
  @Override
  public Saga<BookingData> define() {
    return Saga.named("concert-booking", 1, BookingData.class)
        .step("hold-seats", ConcertBooking::holdSeats)
        .step("take-payment", ConcertBooking::takePayment)
        .build();
  }

  static StepBuilder<BookingData> holdSeats(StepBuilder<BookingData> step) {
    return step.participant("theatre")
        .command(HoldSeats.class, b -> new HoldSeats(b.getBookingId(), b.getSeats()))
        .onReply(SeatsHeld.class, ConcertBooking::keepTicket)
        .compensation(ReleaseSeats.class, b -> new ReleaseSeats(b.getBookingId()));
  }

  static StepBuilder<BookingData> takePayment(StepBuilder<BookingData> step) {
    return step.participant("wallet")
        .command(
            TakePayment.class,
            b -> new TakePayment(b.getBookingId(), b.getCustomer(), b.getPriceCents()))
        .pivot();
  }

  private static BookingData keepTicket(BookingData booking, SeatsHeld reply) {
    booking.setTicket(reply.getTicket());
    return booking;
  }
}
