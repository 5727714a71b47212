package dev.sagas.samples.tutorial;

import dev.sagas.definition.OnTimeout;
import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.definition.StepBuilder;
import dev.sagas.samples.schema.tutorial.BookShuttle;
import dev.sagas.samples.schema.tutorial.BookingData;
import dev.sagas.samples.schema.tutorial.CancelShuttle;
import java.time.Duration;

/** The same with places on the bus, and large groups only if the organiser approves. */
public final class ConcertBookingV2 implements SagaDefinition<BookingData> {
  @Override
  public Saga<BookingData> define() {
    return Saga.named("concert-booking", 2, BookingData.class)
        .approval(
            "organiser-approval",
            a -> a.when(b -> b.getSeats() > 10).timeout(Duration.ofDays(2), OnTimeout.COMPENSATE))
        .parallel(
            "reserve",
            g ->
                g.branch("seats", b -> b.step("hold-seats", ConcertBooking::holdSeats))
                    .branch("bus", b -> b.step("book-shuttle", ConcertBookingV2::bookShuttle)))
        .step("take-payment", ConcertBooking::takePayment)
        .build();
  }

  private static StepBuilder<BookingData> bookShuttle(StepBuilder<BookingData> step) {
    return step.participant("shuttle")
        .command(BookShuttle.class, b -> new BookShuttle(b.getBookingId(), b.getSeats()))
        .compensation(CancelShuttle.class, b -> new CancelShuttle(b.getBookingId()));
  }
}
