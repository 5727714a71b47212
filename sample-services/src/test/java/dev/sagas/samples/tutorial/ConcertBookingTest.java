package dev.sagas.samples.tutorial;

import static dev.sagas.testkit.SagaAssert.assertThat;

import dev.sagas.samples.schema.tutorial.BookingData;
import dev.sagas.samples.schema.tutorial.HoldSeats;
import dev.sagas.samples.schema.tutorial.ReleaseSeats;
import dev.sagas.samples.schema.tutorial.SeatsHeld;
import dev.sagas.testkit.SagaRun;
import dev.sagas.testkit.SagaTest;
import dev.sagas.testkit.SagaTestKit;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@SagaTest(ConcertBookingV2.class)
class ConcertBookingTest {
  @Test
  void shouldReleaseTheSeatsWhenTheBusIsFull(SagaTestKit<BookingData> kit) {
    // given
    kit.on("hold-seats").succeeds(new SeatsHeld("booking-1", "ticket-1"));
    kit.on("book-shuttle").rejects("BUS_FULL", "No place is free");

    // when
    SagaRun<BookingData> saga = kit.start("booking-1", booking(4));

    // then
    assertThat(saga)
        .isCompensatedBecauseOf("BUS_FULL")
        .hasSent(new ReleaseSeats("booking-1"))
        .hasEffects();
  }

  @Test
  void shouldAskNobodyWhenAGroupIsNotApprovedInTime(SagaTestKit<BookingData> kit) {
    // given
    SagaRun<BookingData> saga = kit.start("booking-1", booking(12));
    assertThat(saga).waitsForSignal("organiser-approval");

    // when
    saga.advance(Duration.ofDays(2));

    // then
    assertThat(saga).isCompensatedBecauseOf("TIMED_OUT").hasNotSent(HoldSeats.class);
  }

  @Test
  void shouldEndWellWhateverGoesWrong(SagaTestKit<BookingData> kit) {
    kit.on("hold-seats").succeeds(new SeatsHeld("booking-1", "ticket-1"));
    kit.onOtherSteps().succeeds();
    kit.onSignal("organiser-approval").approves("grace");

    kit.explore("booking-1", booking(12)).run();
  }

  private static BookingData booking(int seats) {
    return new BookingData("booking-1", "carol", seats, 4_500L * seats, null);
  }
}
