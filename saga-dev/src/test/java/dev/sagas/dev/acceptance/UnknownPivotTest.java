package dev.sagas.dev.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.dev.engine.Wire;
import dev.sagas.engine.core.Incident;
import dev.sagas.engine.core.IncidentCode;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.StepName;
import dev.sagas.samples.schema.trip.CarBooked;
import dev.sagas.schema.OperationKind;
import dev.sagas.schema.OutcomeKind;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * An operator tries a pivot again of which nobody knows whether it took effect (R13): at a real
 * participant, it takes effect once (R23).
 */
@ExtendWith(SharedPlatform.class)
class UnknownPivotTest {
  private static final String CAR = "book-car/execute/1#1";
  private static final String FLIGHT = "book-flight/execute/1#1";
  private static final String FLIGHT_AGAIN = "book-flight/execute/1#2";

  private final RunningDeployment deployment;
  private BookingOffice airline;

  UnknownPivotTest(RunningDeployment deployment) {
    this.deployment = deployment;
  }

  @BeforeEach
  void openOffice() throws Exception {
    airline = BookingOffice.open(PrepaidTrip.AIRLINE, deployment);
  }

  @AfterEach
  void closeOffice() {
    airline.close();
  }

  @Test
  void shouldBeAnsweredFromTheRecordWhenTheReplyWasLost() throws Exception {
    // given
    airline.loseReplies(1);
    Trip trip = tripThatBooksItsFlight("lost-reply");
    assertUnknown(trip);
    Trip.soon().until(airline::hasLostAllItShould);
    assertThat(airline.effects(trip.sagaId())).containsExactly(BookingOffice.BOOKED);

    // when
    trip.operate(OperationKind.RETRY, "book-flight", "did they book it?");

    // then
    assertCompletedWithOneEffect(trip);
  }

  @Test
  void shouldTakeEffectOnceWhenTheFirstAttemptIsStillAtWork() throws Exception {
    // given
    CountDownLatch door = airline.delayFlights();
    Trip trip = tripThatBooksItsFlight("late-reply");
    assertUnknown(trip);
    Trip.soon().until(() -> airline.flightCalls() == 1);
    assertThat(airline.effects(trip.sagaId())).isEmpty();

    // when
    trip.operate(OperationKind.RETRY, "book-flight", "are they asleep?");
    trip.command(FLIGHT_AGAIN);
    door.countDown();

    // then: both attempts are answered, the second one for nothing
    assertCompletedWithOneEffect(trip);
    trip.awaitNote("ALREADY_ENDED");
  }

  private Trip tripThatBooksItsFlight(String id) throws Exception {
    Trip trip = deployment.start(new PrepaidTrip(), id);
    trip.succeed(CAR, new CarBooked(id, "car-1"));
    return trip;
  }

  /** Neither undone nor continued with: it waits for an operator. */
  private static void assertUnknown(Trip trip) {
    Incident incident = trip.awaitIncident(IncidentCode.PIVOT_OUTCOME_UNKNOWN);
    assertThat(incident.step()).contains(new StepName("book-flight"));
    assertThat(trip.state().orElseThrow().status()).isEqualTo(SagaStatus.RUNNING);
    assertThat(trip.sent()).containsExactly(CAR, FLIGHT);
  }

  private void assertCompletedWithOneEffect(Trip trip) {
    assertThat(trip.awaitOutcome().getOutcome()).isEqualTo(OutcomeKind.COMPLETED);
    assertThat(airline.effects(trip.sagaId())).containsExactly(BookingOffice.BOOKED);
    assertThat(airline.flightCalls()).isEqualTo(1);
    assertThat(trip.sent()).containsExactly(CAR, FLIGHT, FLIGHT_AGAIN);
    assertThat(Wire.header(trip.command(FLIGHT_AGAIN), SagaHeaders.DEDUPLICATION_KEY))
        .isEqualTo(Wire.header(trip.command(FLIGHT), SagaHeaders.DEDUPLICATION_KEY));
  }
}
