package dev.sagas.dev.acceptance;

import dev.sagas.dev.fence.FenceDatabases;
import dev.sagas.participant.CommandContext;
import dev.sagas.participant.JdbcFence;
import dev.sagas.participant.Participant;
import dev.sagas.participant.StepResult;
import dev.sagas.protocol.SagaId;
import dev.sagas.samples.schema.trip.BookCar;
import dev.sagas.samples.schema.trip.BookFlight;
import dev.sagas.samples.schema.trip.CancelCar;
import dev.sagas.samples.schema.trip.CarBooked;
import dev.sagas.samples.schema.trip.CarCancelled;
import dev.sagas.samples.schema.trip.FlightBooked;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * A service with the real participant library: what it books and cancels are rows of its database,
 * in one transaction with the fence's.
 */
final class BookingOffice implements AutoCloseable {
  static final String BOOKED = "BOOKED";
  static final String CANCELLED = "CANCELLED";

  private final JdbcConnectionPool database;
  private final AtomicReference<Optional<StepResult>> refusal =
      new AtomicReference<>(Optional.empty());
  private final AtomicReference<CountDownLatch> door = new AtomicReference<>(new CountDownLatch(0));
  private final AtomicInteger repliesToLose = new AtomicInteger();
  private final AtomicInteger calls = new AtomicInteger();
  private final Participant participant;

  private BookingOffice(JdbcConnectionPool database, String name, RunningDeployment deployment) {
    this.database = database;
    participant =
        Participant.named(name)
            .kafka(deployment.clientConfig())
            .kafka(LostReplies.settings(repliesToLose))
            .topics(deployment.topics())
            .fence(JdbcFence.on(database))
            .replies(CarBooked.class, CarCancelled.class, FlightBooked.class)
            .handle(
                BookCar.class,
                (command, context) -> {
                  record(context, BOOKED);
                  return StepResult.succeeded(new CarBooked(command.getTripId(), "car-1"));
                })
            .handle(CancelCar.class, this::cancel)
            .handle(BookFlight.class, this::bookFlight)
            .build();
  }

  static BookingOffice open(String name, RunningDeployment deployment) throws Exception {
    JdbcConnectionPool database = FenceDatabases.open();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE effect (number INT GENERATED ALWAYS AS IDENTITY, trip VARCHAR(200),"
              + " kind VARCHAR(16))");
    }
    LostReplies.prepare(deployment.clientConfig());
    BookingOffice office = new BookingOffice(database, name, deployment);
    office.participant.start();
    return office;
  }

  /** From now on every cancellation is answered so, without effect. */
  void answerCancellations(StepResult result) {
    refusal.set(Optional.of(result));
  }

  void acceptCancellations() {
    refusal.set(Optional.empty());
  }

  /** From now on bookings of flights are begun, but not done before the latch is open. */
  CountDownLatch delayFlights() {
    CountDownLatch latch = new CountDownLatch(1);
    door.set(latch);
    return latch;
  }

  /** The next replies never arrive. */
  void loseReplies(int count) {
    repliesToLose.set(count);
  }

  boolean hasLostAllItShould() {
    return repliesToLose.get() == 0;
  }

  /** How often flights were asked of a handler. */
  int flightCalls() {
    return calls.get();
  }

  private StepResult cancel(CancelCar command, CommandContext context) throws SQLException {
    record(context, CANCELLED);
    // After the row, so that a refusal must roll it back (R23).
    return refusal
        .get()
        .orElseGet(() -> StepResult.succeeded(new CarCancelled(command.getTripId())));
  }

  private StepResult bookFlight(BookFlight command, CommandContext context) throws Exception {
    calls.incrementAndGet();
    if (!door.get().await(30, TimeUnit.SECONDS)) {
      return StepResult.failed("DOOR_CLOSED", "The test did not open the door");
    }
    record(context, BOOKED);
    return StepResult.succeeded(new FlightBooked(command.getTripId(), "seat-1"));
  }

  private static void record(CommandContext context, String kind) throws SQLException {
    try (PreparedStatement insert =
        context.connection().prepareStatement("INSERT INTO effect (trip, kind) VALUES (?, ?)")) {
      insert.setString(1, context.sagaId().value());
      insert.setString(2, kind);
      insert.executeUpdate();
    }
  }

  /** What was done for a saga and committed, in order. */
  List<String> effects(SagaId saga) {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement("SELECT kind FROM effect WHERE trip = ? ORDER BY number")) {
      select.setString(1, saga.value());
      try (ResultSet rows = select.executeQuery()) {
        List<String> kinds = new ArrayList<>();
        while (rows.next()) {
          kinds.add(rows.getString(1));
        }
        return kinds;
      }
    } catch (SQLException e) {
      throw new AssertionError("Expected to read the effects of saga " + saga, e);
    }
  }

  @Override
  public void close() {
    participant.close();
    database.dispose();
  }
}
