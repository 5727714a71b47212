package dev.sagas.dev.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sagas.client.SagaClient;
import dev.sagas.client.SagaStart;
import dev.sagas.dev.engine.Wire;
import dev.sagas.dev.platform.DevPlatform;
import dev.sagas.dev.platform.DevPlatformConfig;
import dev.sagas.orchestrator.app.OrchestratorConfig;
import dev.sagas.outbox.OutboxRelay;
import dev.sagas.outbox.SagaOutbox;
import dev.sagas.participant.JdbcFence;
import dev.sagas.participant.Participant;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SignalName;
import dev.sagas.samples.schema.trip.BookCar;
import dev.sagas.samples.schema.trip.CarBooked;
import dev.sagas.samples.schema.trip.TripData;
import dev.sagas.schema.OutcomeKind;
import dev.sagas.schema.SagaOutcome;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A service's change and its saga, together or not at all, with the orchestrator (R1). */
@Timeout(180)
class OutboxSagaTest {
  @TempDir private static Path directory;
  private static DevPlatform platform;
  private static Wire wire;
  private static SagaClient client;

  private ServiceDatabase database;
  private TripDesk desk;
  private Participant carDesk;

  @BeforeAll
  static void startPlatform() {
    platform =
        DevPlatform.start(
            DevPlatformConfig.in(directory)
                .withPartitions(2)
                .with(OrchestratorConfig.DEFINITIONS, CollectedTrip.class.getName())
                .with(OrchestratorConfig.HTTP_PORT, "-1"));
    wire = new Wire(platform.clientConfig());
    client = SagaClient.connect(platform.clientConfig());
  }

  @AfterAll
  static void stopPlatform() {
    client.close();
    wire.close();
    platform.close();
  }

  @BeforeEach
  void openService() throws Exception {
    database = new ServiceDatabase();
    desk = new TripDesk(database.dataSource(), platform.clientConfig());
    carDesk =
        Participant.named("car-desk")
            .kafka(platform.clientConfig())
            .fence(JdbcFence.on(database.dataSource()))
            .replies(CarBooked.class)
            .handle(BookCar.class, desk::bookCar)
            .build();
    carDesk.start();
  }

  @AfterEach
  void closeService() {
    carDesk.close();
    desk.close();
    database.close();
  }

  @Test
  void shouldRunTheSagaWhenTheServicesChangeAndItsStartCommitTogether() throws Exception {
    // given
    CompletableFuture<SagaOutcome> outcome = outcomeOf("committed");

    // when: the car desk's handler sends the signal that the saga waits for through the outbox too
    desk.order(trip("committed", "compact"));

    // then
    assertThat(outcome.get(60, TimeUnit.SECONDS).getOutcome()).isEqualTo(OutcomeKind.COMPLETED);
    assertThat(database.count("trip")).isEqualTo(1);
    soon().until(() -> database.count("saga_outbox") == 0);
    assertThat(about("saga.requests", "committed")).hasSize(1);
    assertThat(about("saga.signals", "committed")).hasSize(1);
  }

  @Test
  void shouldStartNoSagaWhenTheServicesChangeRollsBack() throws Exception {
    // given
    CompletableFuture<SagaOutcome> outcome = outcomeOf("after-it");

    // when
    desk.orderAndChangeItsMind(trip("rolled-back", "compact"));
    desk.order(trip("after-it", "compact"));

    // then
    assertThat(outcome.get(60, TimeUnit.SECONDS).getOutcome()).isEqualTo(OutcomeKind.COMPLETED);
    assertThat(about("saga.requests", "rolled-back")).isEmpty();
    assertThat(about("saga.journal", "rolled-back")).isEmpty();
    assertThat(database.count("trip")).isEqualTo(1);
  }

  @Test
  void shouldSendNoSignalWhenTheHandlerThatWroteItRejects() throws Exception {
    // given
    CompletableFuture<SagaOutcome> outcome = outcomeOf("golden");

    // when
    desk.order(trip("golden", "gold"));

    // then
    assertThat(outcome.get(60, TimeUnit.SECONDS).getOutcome()).isEqualTo(OutcomeKind.COMPENSATED);
    soon().until(() -> database.count("saga_outbox") == 0);
    assertThat(about("saga.signals", "golden")).isEmpty();
  }

  @Test
  void shouldRunTheSagaOnceWhenItsStartIsSentAgainAfterAFailedDelete() throws Exception {
    // given
    CompletableFuture<SagaOutcome> outcome = outcomeOf("repeated");
    try (ServiceDatabase other = new ServiceDatabase();
        SagaOutbox outbox = SagaOutbox.open(platform.clientConfig())) {
      try (Connection connection = other.dataSource().getConnection()) {
        connection.setAutoCommit(false);
        outbox.start(connection, CollectedTrip.TYPE, "repeated", trip("repeated", "compact"));
        connection.commit();
        connection.setAutoCommit(true);
      }
      other.keepOutboxFromBeingEmptied();

      // when
      try (OutboxRelay relay =
          OutboxRelay.on(other.dataSource()).kafka(platform.clientConfig()).start()) {
        soon().until(() -> about("saga.requests", "repeated").size() >= 3);
        assertThat(other.count("saga_outbox")).isEqualTo(1);
        other.letOutboxBeEmptied();
        soon().until(() -> other.count("saga_outbox") == 0);
        assertThat(relay.isRunning()).isTrue();
      }
    }

    // then
    assertThat(outcome.get(60, TimeUnit.SECONDS).getOutcome()).isEqualTo(OutcomeKind.COMPLETED);
    assertThat(about("saga.requests", "repeated"))
        .extracting(request -> Wire.header(request, SagaHeaders.REQUEST_ID))
        .containsOnly(
            Wire.header(about("saga.requests", "repeated").get(0), SagaHeaders.REQUEST_ID));
    assertThat(about("car-desk.commands", "repeated")).hasSize(1);
    assertThat(about("saga.outcomes", "repeated")).hasSize(1);
    assertThat(about("saga.dead-letters", "repeated")).isEmpty();
  }

  @Test
  void shouldRunTheSagaWhenItsRowIsSentAsTheGuideTellsDebezium() throws Exception {
    // given
    CompletableFuture<SagaOutcome> outcome = outcomeOf("routed");
    DebeziumConfig connector = new DebeziumConfig();
    try (ServiceDatabase other = new ServiceDatabase();
        SagaOutbox outbox = SagaOutbox.open(platform.clientConfig());
        Connection connection = other.dataSource().getConnection();
        Producer<byte[], byte[]> producer =
            new KafkaProducer<>(
                platform.clientConfig(), new ByteArraySerializer(), new ByteArraySerializer())) {
      connection.setAutoCommit(false);
      TripData data = trip("routed", "compact");
      outbox.start(connection, SagaStart.of(CollectedTrip.TYPE, "routed", data).withVersion(1));
      outbox.signal(
          connection,
          new SagaId("routed"),
          new SignalName("car-ready"),
          new CarBooked("routed", "car-2"));

      // when
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("SELECT * FROM saga_outbox ORDER BY seq")) {
        while (row.next()) {
          producer.send(connector.record(row)).get(30, TimeUnit.SECONDS);
        }
      }
      connection.rollback();
    }

    // then
    assertThat(outcome.get(60, TimeUnit.SECONDS).getOutcome()).isEqualTo(OutcomeKind.COMPLETED);
    ConsumerRecord<byte[], byte[]> request = about("saga.requests", "routed").get(0);
    assertThat(request.headers().lastHeader("saga-labels").value()).isNull();
    assertThat(Wire.header(request, SagaHeaders.VERSION)).isEqualTo("1");
    assertThat(about("saga.dead-letters", "routed")).isEmpty();
  }

  private static CompletableFuture<SagaOutcome> outcomeOf(String sagaId) {
    return client.outcomeOf(new SagaId(sagaId), Duration.ofSeconds(60));
  }

  private static List<ConsumerRecord<byte[], byte[]>> about(String topic, String sagaId) {
    return wire.read(topic).stream()
        .filter(record -> Wire.header(record, SagaHeaders.SAGA_ID).equals(sagaId))
        .toList();
  }

  private static TripData trip(String id, String carClass) {
    return new TripData(id, "Ada", carClass, "Ritz", "OS 1", 5, null, null, null);
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));
  }
}
