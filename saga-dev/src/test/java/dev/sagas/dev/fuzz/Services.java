package dev.sagas.dev.fuzz;

import dev.sagas.dev.fence.FenceDatabases;
import dev.sagas.participant.JdbcFence;
import dev.sagas.participant.KafkaFence;
import dev.sagas.participant.Participant;
import dev.sagas.participant.StepResult;
import dev.sagas.samples.schema.trip.BookCar;
import dev.sagas.samples.schema.trip.BookHotel;
import dev.sagas.samples.schema.trip.CancelCar;
import dev.sagas.samples.schema.trip.CarBooked;
import dev.sagas.samples.schema.trip.CarCancelled;
import dev.sagas.samples.schema.trip.HotelBooked;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.h2.jdbcx.JdbcConnectionPool;

/** The participants of the good sagas: one with each form of fence, and one without. */
final class Services implements AutoCloseable {
  static final String CARS = "cars";
  static final String HOTELS = "hotels";
  static final String NIGHTS = "nights";

  private final JdbcConnectionPool database;
  private final List<Participant> participants;

  private Services(JdbcConnectionPool database, List<Participant> participants) {
    this.database = database;
    this.participants = participants;
  }

  static Services start(Map<String, Object> client, boolean withNights)
      throws SQLException, IOException {
    JdbcConnectionPool database = FenceDatabases.open();
    List<Participant> participants =
        withNights
            ? List.of(cars(client, database), hotels(client), nights(client))
            : List.of(cars(client, database), hotels(client));
    participants.forEach(Participant::start);
    return new Services(database, participants);
  }

  private static Participant cars(Map<String, Object> client, JdbcConnectionPool database) {
    return Participant.named(CARS)
        .kafka(client)
        .fence(JdbcFence.on(database))
        .replies(CarBooked.class, CarCancelled.class)
        .handle(
            BookCar.class,
            (command, context) -> StepResult.succeeded(new CarBooked(command.getTripId(), "car-1")))
        .handle(
            CancelCar.class,
            (command, context) -> StepResult.succeeded(new CarCancelled(command.getTripId())))
        .build();
  }

  private static Participant hotels(Map<String, Object> client) {
    return Participant.named(HOTELS)
        .kafka(client)
        .fence(KafkaFence.create())
        .replies(HotelBooked.class)
        .handle(
            BookHotel.class,
            (command, context) ->
                command.getHotel().equals(FuzzedTrip.FULL_HOTEL)
                    ? StepResult.rejected("FULL", "No room left")
                    : StepResult.succeeded(new HotelBooked(command.getTripId(), "room-1")))
        .build();
  }

  private static Participant nights(Map<String, Object> client) {
    return Participant.named(NIGHTS)
        .kafka(client)
        .unfenced()
        .replies(NightData.class)
        .handle(NightData.class, (command, context) -> StepResult.succeeded(command))
        .build();
  }

  boolean areRunning() {
    return participants.stream().allMatch(Participant::isRunning);
  }

  @Override
  public void close() {
    participants.forEach(Participant::close);
    database.dispose();
  }
}
