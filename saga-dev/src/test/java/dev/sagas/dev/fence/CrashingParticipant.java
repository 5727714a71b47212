package dev.sagas.dev.fence;

import dev.sagas.dev.fence.CrashPoint.Moment;
import dev.sagas.participant.CommandContext;
import dev.sagas.participant.JdbcFence;
import dev.sagas.participant.KafkaFence;
import dev.sagas.participant.Participant;
import dev.sagas.participant.ParticipantBuilder;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.MDC;

/**
 * The participant {@code cars} as a process: each effect is a row, or a record, that nothing keeps
 * unique.
 */
final class CrashingParticipant {
  /** How many commands began, by saga: the second of a saga is its compensation. */
  private static final Map<String, Integer> BEGUN = new ConcurrentHashMap<>();

  /** Of those that are stopped: the least that brokers allow. */
  private static final String STOPPED_SESSION_MS = "6000";

  private CrashingParticipant() {}

  /** In front of the topic of the effects, for a participant whose fence is in Kafka. */
  static final String KAFKA = "kafka:";

  /**
   * Arguments: bootstrap servers, registry, JDBC URL or topic, instance id or "", crash point or
   * {@link StopPoints}, file.
   */
  public static void main(String[] arguments) throws Exception {
    Map<String, Object> settings = new HashMap<>();
    if (StopPoints.isOne(arguments[4])) {
      StopPoints.use(StopPoints.parse(arguments[4]));
      settings.put("consumer.session.timeout.ms", STOPPED_SESSION_MS);
    } else {
      CrashPoint.use(CrashPoint.parse(arguments[4]));
    }
    settings.put("bootstrap.servers", arguments[0]);
    settings.put("schema.registry.url", arguments[1]);
    settings.put("producer.interceptor.classes", CrashInterceptor.class.getName());
    if (!arguments[3].isEmpty()) {
      settings.put("consumer.group.instance.id", arguments[3]);
    }
    ParticipantBuilder builder = Participant.named("cars").kafka(settings);
    Effect effect =
        arguments[2].startsWith(KAFKA)
            ? fenceInKafka(builder, arguments[2].substring(KAFKA.length()))
            : fenceInDatabase(builder, FenceDatabase.open(arguments[2]));
    Participant cars =
        builder
            .replies(CarBooked.class, CarCancelled.class)
            .handle(BookCar.class, (command, context) -> book(command, context, effect))
            .handle(CancelCar.class, (command, context) -> cancel(command, context, effect))
            .build();
    cars.start();
    Runtime.getRuntime().addShutdownHook(new Thread(cars::close));
    Files.createFile(Path.of(arguments[5]));
    // The parent never writes: the end of input means that it is gone, and so go we.
    System.in.transferTo(OutputStream.nullOutputStream());
    System.exit(0);
  }

  /** What a command does besides its reply. */
  private interface Effect {
    void take(CommandContext context) throws SQLException;
  }

  private static Effect fenceInDatabase(ParticipantBuilder builder, DataSource database)
      throws SQLException {
    JdbcFence.on(database).deleteExpired(Instant.now(), 100);
    builder.fence(JdbcFence.on(watched(database)));
    builder.kafka(
        moments(Moment.AFTER_COMMIT_BEFORE_REPLY, Moment.AFTER_REPLY_BEFORE_OFFSET_COMMIT));
    return CrashingParticipant::insert;
  }

  private static Effect fenceInKafka(ParticipantBuilder builder, String topic) {
    builder.fence(KafkaFence.create().transactionTimeout(Duration.ofSeconds(3)));
    builder.kafka(moments(Moment.INSIDE_TRANSACTION, Moment.AFTER_WRITES_BEFORE_COMMIT));
    return context -> send(context, topic);
  }

  private static Map<String, Object> moments(Moment beforeSend, Moment afterAcknowledgement) {
    return Map.of(
        "producer." + CrashInterceptor.BEFORE_SEND, beforeSend.name(),
        "producer." + CrashInterceptor.AFTER_ACKNOWLEDGEMENT, afterAcknowledgement.name());
  }

  private static StepResult book(BookCar command, CommandContext context, Effect effect)
      throws SQLException {
    effect.take(context);
    return StepResult.succeeded(new CarBooked(command.getTripId(), "car-1"));
  }

  private static StepResult cancel(CancelCar command, CommandContext context, Effect effect)
      throws SQLException {
    effect.take(context);
    return StepResult.succeeded(new CarCancelled(command.getTripId()));
  }

  private static void send(CommandContext context, String topic) {
    String saga = context.sagaId().value();
    // The transaction begins when the handlers of a batch have ended.
    CrashPoint.reached(saga, context.action(), Moment.BEFORE_TRANSACTION);
    context.send(
        new ProducerRecord<>(
            topic,
            saga.getBytes(StandardCharsets.UTF_8),
            context.action().name().getBytes(StandardCharsets.UTF_8)));
  }

  private static void insert(CommandContext context) throws SQLException {
    try (PreparedStatement insert =
        context.connection().prepareStatement("INSERT INTO effects VALUES (?, ?)")) {
      insert.setString(1, context.sagaId().value());
      insert.setString(2, context.action().name());
      insert.executeUpdate();
    }
    CrashPoint.reached(context.sagaId().value(), context.action(), Moment.INSIDE_TRANSACTION);
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
    CrashPoint.reached(saga, action, Moment.BEFORE_TRANSACTION);
  }
}
