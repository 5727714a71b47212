package dev.sagas.dev.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.dev.engine.JumpingClock;
import dev.sagas.dev.engine.Wire;
import dev.sagas.orchestrator.app.Orchestrator;
import dev.sagas.orchestrator.app.OrchestratorConfig;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.TopicNames;
import dev.sagas.samples.schema.trip.CarBooked;
import dev.sagas.schema.OutcomeKind;
import dev.sagas.schema.SagaOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A saga id that is used again, within and after the time for which it is kept (R1, R21). */
@ExtendWith(SharedPlatform.class)
class ReusedSagaIdTest {
  private static final TopicNames TOPICS = new TopicNames("again.");
  private static final Duration KEPT = Duration.ofMinutes(1);
  private static final String CAR = "book-car/execute/1#1";
  private static final String FLIGHT = "book-flight/execute/1#1";

  @TempDir private Path directory;
  private final JumpingClock clock = new JumpingClock();
  private final Map<String, Object> clientConfig;
  private Orchestrator orchestrator;
  private RunningDeployment deployment;
  private BookingOffice airline;

  ReusedSagaIdTest(RunningDeployment shared) {
    this.clientConfig = shared.clientConfig();
  }

  @BeforeEach
  void startOrchestratorWithItsOwnClock() throws Exception {
    Map<String, Object> config = new HashMap<>(clientConfig);
    config.put(OrchestratorConfig.TOPIC_PREFIX, TOPICS.prefix());
    config.put(OrchestratorConfig.STATE_DIR, directory.toString());
    config.put(OrchestratorConfig.DEFINITIONS, PrepaidTrip.class.getName());
    config.put(OrchestratorConfig.PARTITIONS, "1");
    config.put(OrchestratorConfig.HTTP_PORT, "-1");
    config.put(OrchestratorConfig.INPUT_RETENTION_MS, KEPT.toMillis());
    config.put(OrchestratorConfig.TOMBSTONE_RETENTION_MS, KEPT.toMillis());
    orchestrator = Orchestrator.start(new OrchestratorConfig(config), clock);
    assertThat(orchestrator.awaitReady(Duration.ofMinutes(2))).isTrue();
    deployment = new RunningDeployment(clientConfig, TOPICS);
    airline = BookingOffice.open(PrepaidTrip.AIRLINE, deployment);
  }

  @AfterEach
  void stopOrchestrator() {
    airline.close();
    deployment.close();
    orchestrator.close();
  }

  @Test
  void shouldRunAgainOnlyWhenTheIdIsUsedAgainAfterItsRetention() throws Exception {
    // given
    Trip trip = start();
    ConsumerRecord<byte[], byte[]> firstCar = trip.command(CAR);
    bookCar(trip, firstCar);
    assertThat(trip.awaitOutcome().getOutcome()).isEqualTo(OutcomeKind.COMPLETED);

    // when: within its retention
    start();
    trip.awaitNote("DUPLICATE_START");
    deployment.start(new PrepaidTrip(), trip.id(), 99);
    trip.awaitNote("CONFLICTING_START");

    // then
    assertThat(trip.sent()).containsExactly(CAR, FLIGHT);

    // when: after it
    clock.jump(KEPT.plusSeconds(1));
    Trip.soon().until(() -> trip.state().isEmpty());
    start();

    // then
    ConsumerRecord<byte[], byte[]> secondCar = trip.commands(CAR, 2).get(0);
    assertThat(Wire.header(secondCar, SagaHeaders.RUN))
        .isNotEqualTo(Wire.header(firstCar, SagaHeaders.RUN));
    assertThat(Wire.header(secondCar, SagaHeaders.DEDUPLICATION_KEY))
        .isNotEqualTo(Wire.header(firstCar, SagaHeaders.DEDUPLICATION_KEY));

    // when: an answer of the first run
    bookCar(trip, firstCar);

    // then
    trip.awaitNote("FOREIGN_REPLY");
    assertThat(trip.sent()).containsExactly(CAR, FLIGHT, CAR);

    // when
    bookCar(trip, secondCar);

    // then: the airline's record of the first run answers nothing for the second
    List<SagaOutcome> outcomes = Trip.soon().until(trip::outcomes, found -> found.size() == 2);
    assertThat(outcomes).extracting(SagaOutcome::getOutcome).containsOnly(OutcomeKind.COMPLETED);
    assertThat(outcomes)
        .extracting(SagaOutcome::getRun)
        .containsExactly(
            Wire.header(firstCar, SagaHeaders.RUN), Wire.header(secondCar, SagaHeaders.RUN));
    assertThat(airline.effects(trip.sagaId()))
        .containsExactly(BookingOffice.BOOKED, BookingOffice.BOOKED);
    assertThat(deployment.auditedClean().runs()).isEqualTo(2);
  }

  private Trip start() throws Exception {
    return deployment.start(new PrepaidTrip(), "used-again");
  }

  private void bookCar(Trip trip, ConsumerRecord<byte[], byte[]> command) throws Exception {
    deployment.wire().reply(command, "succeeded", new CarBooked(trip.id(), "car-1"));
  }
}
