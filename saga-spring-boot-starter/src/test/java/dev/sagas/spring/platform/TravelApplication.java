package dev.sagas.spring.platform;

import dev.sagas.participant.CommandContext;
import dev.sagas.samples.schema.trip.BookCar;
import dev.sagas.samples.schema.trip.BookHotel;
import dev.sagas.samples.schema.trip.CancelCar;
import dev.sagas.samples.schema.trip.CancelHotel;
import dev.sagas.samples.schema.trip.CarBooked;
import dev.sagas.samples.schema.trip.CarCancelled;
import dev.sagas.samples.schema.trip.HotelBooked;
import dev.sagas.samples.schema.trip.HotelCancelled;
import dev.sagas.samples.schema.trip.TripData;
import dev.sagas.spring.SagaHandler;
import dev.sagas.spring.SagaParticipant;
import dev.sagas.spring.StepRejectedException;
import dev.sagas.spring.transaction.TransactionalOutbox;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Two participants and a service that starts sagas, in one application. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({
  TravelApplication.Bookings.class,
  TravelApplication.Cars.class,
  TravelApplication.Hotels.class,
  TravelApplication.Desk.class
})
class TravelApplication {
  static final String FULL = "full";

  /** The kind of each thread that has handled a command. */
  static final Set<String> THREADS = ConcurrentHashMap.newKeySet();

  /** The repository. */
  @Component
  static class Bookings {
    private final JdbcClient jdbc;

    Bookings(JdbcClient jdbc) {
      this.jdbc = jdbc;
    }

    @Transactional
    public String add(String tripId, String kind) {
      THREADS.add(Thread.currentThread().getClass().getName());
      jdbc.sql("INSERT INTO booking VALUES (?, ?)").params(tripId, kind).update();
      return kind + "-" + tripId;
    }

    @Transactional
    public void remove(String tripId, String kind) {
      jdbc.sql("DELETE FROM booking WHERE trip_id = ? AND kind = ?").params(tripId, kind).update();
    }

    int count(String tripId) {
      return jdbc.sql("SELECT COUNT(*) FROM booking WHERE trip_id = ?")
          .param(tripId)
          .query(Integer.class)
          .single();
    }
  }

  @SagaParticipant("cars")
  record Cars(Bookings bookings) {
    @SagaHandler
    CarBooked book(BookCar command, CommandContext context) {
      return new CarBooked(command.getTripId(), bookings.add(command.getTripId(), "car"));
    }

    @SagaHandler
    CarCancelled cancel(CancelCar command) {
      bookings.remove(command.getTripId(), "car");
      return new CarCancelled(command.getTripId());
    }
  }

  @SagaParticipant("hotels")
  record Hotels(Bookings bookings) {
    @SagaHandler
    HotelBooked book(BookHotel command) {
      String booked = bookings.add(command.getTripId(), "hotel");
      if (command.getHotel().equals(FULL)) {
        throw new StepRejectedException("FULL", "No room is left");
      }
      return new HotelBooked(command.getTripId(), booked);
    }

    @SagaHandler
    HotelCancelled cancel(CancelHotel command) {
      bookings.remove(command.getTripId(), "hotel");
      return new HotelCancelled(command.getTripId());
    }
  }

  /** Starts trips in its own transactions. */
  @Component
  static class Desk {
    private final TransactionalOutbox outbox;

    Desk(TransactionalOutbox outbox) {
      this.outbox = outbox;
    }

    @Transactional
    public void order(TripData trip) {
      outbox.start(WeekendTrip.TYPE, trip.getTripId(), trip);
      if (trip.getDays() > 60) {
        throw new IllegalArgumentException("Expected a weekend");
      }
    }
  }
}
