package dev.sagas.dev.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.core.ControlEvent;
import dev.sagas.engine.core.Incident;
import dev.sagas.engine.core.IncidentCode;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.WaitReasons;
import dev.sagas.participant.StepResult;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.StepName;
import dev.sagas.protocol.WaitReason;
import dev.sagas.schema.OperationKind;
import dev.sagas.schema.OutcomeKind;
import dev.sagas.schema.SagaOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A compensation that fails for good, at a real participant: an incident, and what ends it. */
@ExtendWith(SharedPlatform.class)
class CompensationIncidentTest {
  private static final String CAR = "book-car/execute/1#1";
  private static final String HOTEL = "book-hotel/execute/1#1";
  private static final String UNDO_CAR = "book-car/compensate/1#1";
  private static final StepName BOOK_CAR = new StepName("book-car");

  private final RunningDeployment deployment;
  private BookingOffice rentals;

  CompensationIncidentTest(RunningDeployment deployment) {
    this.deployment = deployment;
  }

  @BeforeEach
  void openOffice() throws Exception {
    rentals = BookingOffice.open(RentalTrip.RENTALS, deployment);
  }

  @AfterEach
  void closeOffice() {
    rentals.close();
  }

  @Test
  void shouldBeUndoneOnceWhenTheOperatorRetriesARejectedCompensation() throws Exception {
    // given
    rentals.answerCancellations(StepResult.rejected("CAR_ON_THE_ROAD", "The car is not back"));
    Trip trip = deployment.start(new RentalTrip(), "rejected-undo");

    // when
    trip.reject(HOTEL);

    // then
    Incident incident = trip.awaitIncident(IncidentCode.COMPENSATION_REJECTED);
    assertVisible(trip, incident, "CAR_ON_THE_ROAD");
    assertThat(rentals.effects(trip.sagaId())).containsExactly(BookingOffice.BOOKED);

    // when: too soon
    trip.operate(OperationKind.RETRY, "book-car", "perhaps it is back");

    // then
    Trip.soon().until(() -> trip.events(SagaEvent.IncidentRaised.class).size() == 2);
    assertThat(rentals.effects(trip.sagaId())).containsExactly(BookingOffice.BOOKED);

    // when
    rentals.acceptCancellations();
    trip.operate(OperationKind.RETRY, "book-car", "the car is back");

    // then
    assertThat(trip.awaitOutcome().getOutcome()).isEqualTo(OutcomeKind.COMPENSATED);
    assertThat(rentals.effects(trip.sagaId()))
        .containsExactly(BookingOffice.BOOKED, BookingOffice.CANCELLED);
    assertThat(trip.sent())
        .containsExactly(
            CAR, HOTEL, UNDO_CAR, "book-car/compensate/2#1", "book-car/compensate/3#1");
    assertThat(trip.events(ControlEvent.OperationApplied.class))
        .extracting(ControlEvent.OperationApplied::reason)
        .containsExactly("perhaps it is back", "the car is back");
  }

  @Test
  void shouldBeUndoneOnceWhenTheOperatorRetriesAnExhaustedCompensation() throws Exception {
    // given
    rentals.answerCancellations(StepResult.failed("DESK_CLOSED", "Nobody is there"));
    Trip trip = deployment.start(new RentalTrip(), "exhausted-undo");

    // when
    trip.reject(HOTEL);

    // then
    Incident incident = trip.awaitIncident(IncidentCode.COMPENSATION_EXHAUSTED);
    assertVisible(trip, incident, "DESK_CLOSED");

    // when
    rentals.acceptCancellations();
    trip.operate(OperationKind.RETRY, "the desk is open");

    // then: the same epoch, since nothing but a rejection is remembered
    assertThat(trip.awaitOutcome().getOutcome()).isEqualTo(OutcomeKind.COMPENSATED);
    assertThat(rentals.effects(trip.sagaId()))
        .containsExactly(BookingOffice.BOOKED, BookingOffice.CANCELLED);
    assertThat(trip.sent())
        .containsExactly(
            CAR, HOTEL, UNDO_CAR, "book-car/compensate/1#2", "book-car/compensate/1#3");
    assertThat(trip.events(SagaEvent.IncidentResolved.class))
        .extracting(SagaEvent.IncidentResolved::id)
        .containsExactly(incident.id());
  }

  @Test
  void shouldNameTheEffectThatIsLeftWhenTheOperatorEndsTheSagaByHand() throws Exception {
    // given
    rentals.answerCancellations(StepResult.rejected("CAR_ON_THE_ROAD", "The car is not back"));
    Trip trip = deployment.start(new RentalTrip(), "ended-by-hand");
    trip.reject(HOTEL);
    trip.awaitIncident(IncidentCode.COMPENSATION_REJECTED);

    // when
    trip.operate(OperationKind.END, "the customer keeps the car");

    // then
    SagaOutcome outcome = trip.awaitOutcome();
    assertThat(outcome.getOutcome()).isEqualTo(OutcomeKind.ENDED_BY_OPERATOR);
    assertThat(outcome.getActor()).isEqualTo(Trip.OPERATOR);
    assertThat(outcome.getReasonMessage()).contains("the customer keeps the car");
    assertThat(outcome.getEffectsLeft()).containsExactly("book-car");
    assertThat(rentals.effects(trip.sagaId())).containsExactly(BookingOffice.BOOKED);
  }

  /** In the checkpoint, in the words for a person, and in the journal. */
  private static void assertVisible(Trip trip, Incident incident, String why) {
    assertThat(incident.step()).contains(BOOK_CAR);
    assertThat(incident.message()).contains(why);
    assertThat(trip.state().orElseThrow().status()).isEqualTo(SagaStatus.COMPENSATING);
    assertThat(WaitReasons.of(trip.state().orElseThrow()))
        .singleElement()
        .satisfies(
            reason -> {
              assertThat(reason.kind()).isEqualTo(WaitReason.Kind.INCIDENT);
              assertThat(reason.text()).contains(incident.id(), "book-car", why);
            });
    assertThat(trip.events(SagaEvent.IncidentRaised.class))
        .extracting(SagaEvent.IncidentRaised::id)
        .containsExactly(incident.id());
    assertThat(trip.outcomes()).isEmpty();
  }
}
