package dev.sagas.samples.readme;

import dev.sagas.client.SagaStart;
import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.definition.StepBuilder;
import dev.sagas.samples.schema.tutorial.BookShuttle;
import dev.sagas.samples.schema.tutorial.BookingData;
import dev.sagas.samples.schema.tutorial.CancelShuttle;
import dev.sagas.samples.schema.tutorial.HoldSeats;
import dev.sagas.samples.schema.tutorial.ReleaseSeats;

// The guides to parallel steps and versions show pieces of this class; DocsCodeTest compares them.
final class UndoSideBySide implements SagaDefinition<BookingData> {
  @Override
  public Saga<BookingData> define() {
    return Saga.named("concert-booking", 3, BookingData.class)
        .parallel(
            "reserve",
            g ->
                g.branch("seats", b -> b.step("hold-seats", UndoSideBySide::holdSeats))
                    .branch("bus", b -> b.step("book-shuttle", UndoSideBySide::bookShuttle))
                    .undoInParallel())
        .build();
  }

  private static StepBuilder<BookingData> holdSeats(StepBuilder<BookingData> step) {
    return step.participant("theatre")
        .command(HoldSeats.class, b -> new HoldSeats(b.getBookingId(), b.getSeats()))
        .compensation(ReleaseSeats.class, b -> new ReleaseSeats(b.getBookingId()));
  }

  private static StepBuilder<BookingData> bookShuttle(StepBuilder<BookingData> step) {
    return step.participant("shuttle")
        .command(BookShuttle.class, b -> new BookShuttle(b.getBookingId(), b.getSeats()))
        .compensation(CancelShuttle.class, b -> new CancelShuttle(b.getBookingId()));
  }

  static SagaStart onVersionOne(BookingData booking) {
    return SagaStart.of("concert-booking", booking.getBookingId(), booking).withVersion(1);
  }
}
