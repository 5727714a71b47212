package dev.sagas.samples.trip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.samples.schema.trip.BookCar;
import dev.sagas.samples.schema.trip.BookFlight;
import dev.sagas.samples.schema.trip.BookHotel;
import dev.sagas.samples.schema.trip.CancelCar;
import dev.sagas.samples.schema.trip.CancelFlight;
import dev.sagas.samples.schema.trip.CancelHotel;
import dev.sagas.samples.schema.trip.CarBooked;
import dev.sagas.samples.schema.trip.CarCancelled;
import dev.sagas.samples.schema.trip.FlightBooked;
import dev.sagas.samples.schema.trip.FlightCancelled;
import dev.sagas.samples.schema.trip.HotelBooked;
import dev.sagas.samples.schema.trip.HotelCancelled;
import dev.sagas.samples.testing.ServiceUnderTest;
import dev.sagas.samples.testing.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class TripServicesTest {
  private static final String TAKEN = "SELECT capacity - available FROM offer WHERE offer = ?";

  @Parameter private TestDatabase kind;
  @TempDir private Path directory;

  @Test
  void shouldBookAndCancelCarWhenOneIsLeft() throws Exception {
    try (ServiceUnderTest cars = ServiceUnderTest.on(kind, CarsService.SERVICE, directory)) {
      // when
      BookCar book = new BookCar("trip-1", "Ada", "compact", 3);
      cars.succeed(CarsService::book, book, CarBooked.class);

      // then
      assertThat(cars.number(TAKEN, "compact")).isEqualTo(1);
      assertThat(cars.refusal(CarsService::book, new BookCar("trip-2", "Ada", "limousine", 3)))
          .isEqualTo("NO_CAR");

      // when
      CancelCar cancel = new CancelCar("trip-1");
      cars.succeed(CarsService::cancel, cancel, CarCancelled.class);

      // then
      assertThat(cars.number(TAKEN, "compact")).isZero();
      assertThat(cars.refusal(CarsService::cancel, cancel)).isEqualTo("NOTHING_BOOKED");
    }
  }

  @Test
  void shouldBookAndCancelRoomWhenOneIsLeft() throws Exception {
    try (ServiceUnderTest hotels = ServiceUnderTest.on(kind, HotelsService.SERVICE, directory)) {
      // when
      BookHotel book = new BookHotel("trip-1", "Ada", "grand-hotel", 3);
      hotels.succeed(HotelsService::book, book, HotelBooked.class);

      // then
      assertThat(hotels.number(TAKEN, "grand-hotel")).isEqualTo(1);
      assertThat(
              hotels.refusal(HotelsService::book, new BookHotel("trip-2", "Ada", "full-house", 3)))
          .isEqualTo("NO_ROOM");

      // when
      CancelHotel cancel = new CancelHotel("trip-1");
      hotels.succeed(HotelsService::cancel, cancel, HotelCancelled.class);

      // then
      assertThat(hotels.number(TAKEN, "grand-hotel")).isZero();
      assertThat(hotels.refusal(HotelsService::cancel, cancel)).isEqualTo("NOTHING_BOOKED");
    }
  }

  @Test
  void shouldBookAndCancelSeatWhenOneIsLeft() throws Exception {
    try (ServiceUnderTest flights = ServiceUnderTest.on(kind, FlightsService.SERVICE, directory)) {
      // when
      BookFlight book = new BookFlight("trip-1", "Ada", "NO100");
      flights.succeed(FlightsService::book, book, FlightBooked.class);

      // then
      assertThat(flights.number(TAKEN, "NO100")).isEqualTo(1);
      assertThat(flights.refusal(FlightsService::book, new BookFlight("trip-2", "Ada", "FU300")))
          .isEqualTo("NO_SEAT");

      // when
      CancelFlight cancel = new CancelFlight("trip-1");
      flights.succeed(FlightsService::cancel, cancel, FlightCancelled.class);

      // then
      assertThat(flights.number(TAKEN, "NO100")).isZero();
      assertThat(flights.refusal(FlightsService::cancel, cancel)).isEqualTo("NOTHING_BOOKED");
    }
  }

  @Test
  void shouldBookLateWhenAirlineIsSlow() throws Exception {
    try (ServiceUnderTest flights = ServiceUnderTest.on(kind, FlightsService.SERVICE, directory)) {
      // given
      int answersAfterMs = 300;
      flights.tamper("UPDATE offer SET answers_after_ms = ? WHERE offer = 'SL900'", answersAfterMs);
      long begun = System.nanoTime();

      // when
      BookFlight book = new BookFlight("trip-1", "Ada", "SL900");
      flights.succeed(FlightsService::book, book, FlightBooked.class);

      // then
      long tookMs = (System.nanoTime() - begun) / 1_000_000;
      assertThat(tookMs).isGreaterThanOrEqualTo(answersAfterMs);
      assertThat(flights.number(TAKEN, "SL900")).isEqualTo(1);
    }
  }
}
