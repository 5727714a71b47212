package dev.sagas.testkit.fence;

import dev.sagas.participant.CommandContext;
import dev.sagas.participant.JdbcFence;
import dev.sagas.participant.Participant;
import dev.sagas.participant.StepResult;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.samples.schema.trip.BookCar;
import dev.sagas.samples.schema.trip.CancelCar;
import dev.sagas.samples.schema.trip.CarBooked;
import dev.sagas.samples.schema.trip.CarCancelled;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.slf4j.MDC;

/** The participant {@code cars} as a process: each effect is a row that nothing keeps unique. */
final class CrashingParticipant {
  /** How many commands began, by saga: the second of a saga is its compensation. */
  private static final Map<String, Integer> BEGUN = new ConcurrentHashMap<>();

  private CrashingParticipant() {}

  /** Arguments: bootstrap servers, registry, JDBC URL, instance id or "", crash point, file. */
  public static void main(String[] arguments) throws Exception {
    CrashPoint.use(CrashPoint.parse(arguments[4]));
    DataSource database = FenceDatabase.open(arguments[2]);
    JdbcFence.on(database).deleteExpired(Instant.now(), 100);
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", arguments[0]);
    settings.put("schema.registry.url", arguments[1]);
    settings.put("producer.interceptor.classes", CrashInterceptor.class.getName());
    if (!arguments[3].isEmpty()) {
      settings.put("consumer.group.instance.id", arguments[3]);
    }
    Participant cars =
        Participant.named("cars")
            .kafka(settings)
            .fence(JdbcFence.on(watched(database)))
            .replies(CarBooked.class, CarCancelled.class)
            .handle(BookCar.class, CrashingParticipant::book)
            .handle(CancelCar.class, CrashingParticipant::cancel)
            .build();
    cars.start();
    Runtime.getRuntime().addShutdownHook(new Thread(cars::close));
    Files.createFile(Path.of(arguments[5]));
    // The parent never writes: the end of input means that it is gone, and so go we.
    System.in.transferTo(OutputStream.nullOutputStream());
    System.exit(0);
  }

  private static StepResult book(BookCar command, CommandContext context) throws SQLException {
    effect(context);
    return StepResult.succeeded(new CarBooked(command.getTripId(), "car-1"));
  }

  private static StepResult cancel(CancelCar command, CommandContext context) throws SQLException {
    effect(context);
    return StepResult.succeeded(new CarCancelled(command.getTripId()));
  }

  private static void effect(CommandContext context) throws SQLException {
    try (PreparedStatement insert =
        context.connection().prepareStatement("INSERT INTO effects VALUES (?, ?)")) {
      insert.setString(1, context.sagaId().value());
      insert.setString(2, context.action().name());
      insert.executeUpdate();
    }
    CrashPoint.reached(
        context.sagaId().value(), context.action(), CrashPoint.Moment.INSIDE_TRANSACTION);
  }

  /** A database that notes who asks for a connection. */
  private static DataSource watched(DataSource database) {
    return (DataSource)
        Proxy.newProxyInstance(
            CrashingParticipant.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, values) -> {
              if (method.getName().equals("getConnection")) {
                beforeTransaction();
              }
              try {
                return method.invoke(database, values);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static void beforeTransaction() {
    String saga = MDC.get(SagaHeaders.SAGA_ID);
    if (saga == null) {
      return;
    }
    int begun = BEGUN.merge(saga, 1, Integer::sum);
    Action action = begun == 1 ? Action.EXECUTE : Action.COMPENSATE;
    CrashPoint.reached(saga, action, CrashPoint.Moment.BEFORE_TRANSACTION);
  }
}
