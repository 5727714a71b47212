package dev.sagas.dev.outbox;

import dev.sagas.client.SagaStart;
import dev.sagas.outbox.OutboxRelay;
import dev.sagas.outbox.SagaOutbox;
import dev.sagas.participant.CommandContext;
import dev.sagas.participant.StepResult;
import dev.sagas.protocol.SignalName;
import dev.sagas.samples.schema.trip.BookCar;
import dev.sagas.samples.schema.trip.CarBooked;
import dev.sagas.samples.schema.trip.TripData;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;

// The guide to the outbox shows pieces of this class; DocsCodeTest compares them.
final class TripDesk implements AutoCloseable {
  private static final SignalName CAR_READY = new SignalName("car-ready");

  private final DataSource dataSource;
  private final SagaOutbox outbox;
  private final OutboxRelay relay;

  TripDesk(DataSource dataSource, Map<String, Object> settings) {
    this.dataSource = dataSource;
    this.outbox = SagaOutbox.open(settings).register(TripData.class, CarBooked.class);
    this.relay = OutboxRelay.on(dataSource).kafka(settings).start();
  }

  void order(TripData trip) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      insertTrip(connection, trip);
      outbox.start(connection, "collected-trip", trip.getTripId(), trip);
      connection.commit();
    }
    relay.wakeUp();
  }

  void orderAndChangeItsMind(TripData trip) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      insertTrip(connection, trip);
      SagaStart start =
          SagaStart.of("collected-trip", trip.getTripId(), trip).withLabel("channel", "web");
      outbox.start(connection, start);
      connection.rollback();
    }
    relay.wakeUp();
  }

  StepResult bookCar(BookCar command, CommandContext context) throws SQLException {
    CarBooked car = new CarBooked(command.getTripId(), "car-1");
    outbox.signal(context.connection(), context.sagaId(), CAR_READY, car);
    if (command.getCarClass().equals("gold")) {
      return StepResult.rejected("NO_SUCH_CAR", "There are no golden cars");
    }
    return StepResult.succeeded(car);
  }

  private static void insertTrip(Connection connection, TripData trip) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO trip (id) VALUES (?)")) {
      insert.setString(1, trip.getTripId());
      insert.executeUpdate();
    }
  }

  @Override
  public void close() {
    relay.close();
    outbox.close();
  }
}
