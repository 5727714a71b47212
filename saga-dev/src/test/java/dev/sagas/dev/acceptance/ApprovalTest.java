package dev.sagas.dev.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.WaitReasons;
import dev.sagas.engine.wire.Cause;
import dev.sagas.protocol.SignalName;
import dev.sagas.protocol.WaitReason;
import dev.sagas.samples.schema.trip.CarBooked;
import dev.sagas.samples.schema.trip.CarCancelled;
import dev.sagas.samples.schema.trip.HotelBooked;
import dev.sagas.schema.OutcomeKind;
import dev.sagas.schema.SagaOutcome;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * An approval that comes before the wait for it, after it, twice, never, before the start (R2a).
 */
@ExtendWith(SharedPlatform.class)
class ApprovalTest {
  private static final SignalName APPROVAL = new SignalName(ApprovedTrip.APPROVAL);
  private static final String CAR = "book-car/execute/1#1";
  private static final String HOTEL = "book-hotel/execute/1#1";
  private static final String UNDO_CAR = "book-car/compensate/1#1";

  private final RunningDeployment deployment;

  ApprovalTest(RunningDeployment deployment) {
    this.deployment = deployment;
  }

  @Test
  void shouldWaitAndGoOnWhenTheApprovalComesAfterTheWaitBegan() throws Exception {
    // given
    Trip trip = deployment.start(new ApprovedTrip(), "approved-after");
    bookCar(trip);
    WaitReason reason = awaitWait(trip);
    assertThat(reason.on()).isEqualTo(ApprovedTrip.APPROVAL);
    assertThat(reason.untilMs()).hasValue(reason.sinceMs() + TimeUnit.HOURS.toMillis(1));
    assertThat(trip.sent()).containsExactly(CAR);

    // when
    approve(trip);

    // then
    assertCompletes(trip);
  }

  @Test
  void shouldGoOnAtOnceWhenTheApprovalCameBeforeTheWait() throws Exception {
    // given
    Trip trip = deployment.start(new ApprovedTrip(), "approved-before");
    trip.command(CAR);
    approve(trip);
    trip.awaitState(state -> state.signals().size() == 1);

    // when
    bookCar(trip);

    // then
    assertCompletes(trip);
    assertThat(trip.events(SagaEvent.WaitBegun.class)).isEmpty();
    assertThat(trip.events(SagaEvent.SignalTaken.class)).hasSize(1);
  }

  @Test
  void shouldTakeTheFirstWhenTheDecisionIsMadeTwice() throws Exception {
    // given
    Trip trip = deployment.start(new ApprovedTrip(), "approved-twice");
    bookCar(trip);
    awaitWait(trip);

    // when
    approve(trip);
    decline(trip);

    // then
    trip.awaitNote("STALE_SIGNAL");
    assertCompletes(trip);
  }

  @Test
  void shouldTakeTheFirstWhenTheDecisionIsMadeTwiceBeforeTheWait() throws Exception {
    // given
    Trip trip = deployment.start(new ApprovedTrip(), "approved-twice-before");
    trip.command(CAR);

    // when
    approve(trip);
    decline(trip);
    trip.awaitNote("STALE_SIGNAL");
    bookCar(trip);

    // then
    assertCompletes(trip);
  }

  @Test
  void shouldUndoWhenNobodyDecidesInTime() throws Exception {
    // given
    Trip trip = deployment.start(new ApprovedTrip.Impatient(), "approved-never");

    // when
    bookCar(trip);

    // then
    trip.succeed(UNDO_CAR, new CarCancelled(trip.id()));
    assertUndone(trip, "TIMED_OUT");
    assertThat(trip.history()).anyMatch(entry -> entry.cause().kind() == Cause.Kind.TIMER);

    // when: too late
    approve(trip);

    // then
    trip.awaitNote("ALREADY_ENDED");
    assertThat(trip.outcomes()).hasSize(1);
  }

  @Test
  void shouldUndoWhenTheTripIsNotApproved() throws Exception {
    // given
    Trip trip = deployment.start(new ApprovedTrip(), "declined");
    bookCar(trip);

    // when
    decline(trip);

    // then
    trip.succeed(UNDO_CAR, new CarCancelled(trip.id()));
    assertUndone(trip, "NOT_APPROVED");
  }

  @Test
  void shouldAskNobodyWhenTheTripIsShort() throws Exception {
    // given
    Trip trip = deployment.start(new ApprovedTrip(), "short", ApprovedTrip.SHORT_TRIP_DAYS);

    // when
    bookCar(trip);

    // then
    assertCompletes(trip);
  }

  @Test
  void shouldApplyTheApprovalWhenItOvertookTheStart() throws Exception {
    // given
    Trip trip = deployment.trip("approved-before-its-start");
    approve(trip);
    Trip.soon().until(trip::isParked);
    assertThat(trip.history()).isEmpty();

    // when
    deployment.start(new ApprovedTrip(), trip.id());

    // then: right after the start, and from where it was written
    trip.awaitState(state -> state.signals().size() == 1);
    Trip.soon().until(() -> !trip.isParked());
    assertThat(trip.history().get(1).cause().kind()).isEqualTo(Cause.Kind.SIGNAL);
    assertThat(trip.history().get(1).cause().position().orElseThrow().topic())
        .isEqualTo(deployment.topics().signals());
    bookCar(trip);
    assertCompletes(trip);
  }

  private static void bookCar(Trip trip) throws Exception {
    trip.succeed(CAR, new CarBooked(trip.id(), "car-1"));
  }

  private void approve(Trip trip) throws Exception {
    deployment.client().approve(trip.sagaId(), APPROVAL, "dora").get(30, TimeUnit.SECONDS);
  }

  private void decline(Trip trip) throws Exception {
    deployment
        .client()
        .decline(trip.sagaId(), APPROVAL, "dora", "too far")
        .get(30, TimeUnit.SECONDS);
  }

  /** The one thing that the trip waits for, once that is a signal. */
  private static WaitReason awaitWait(Trip trip) {
    return WaitReasons.of(
            trip.awaitState(
                state ->
                    WaitReasons.of(state).stream()
                        .anyMatch(reason -> reason.kind() == WaitReason.Kind.SIGNAL)))
        .get(0);
  }

  private static void assertCompletes(Trip trip) throws Exception {
    trip.succeed(HOTEL, new HotelBooked(trip.id(), "room-1"));
    assertThat(trip.awaitOutcome().getOutcome()).isEqualTo(OutcomeKind.COMPLETED);
    assertThat(trip.sent()).containsExactly(CAR, HOTEL);
  }

  private static void assertUndone(Trip trip, String why) {
    SagaOutcome outcome = trip.awaitOutcome();
    assertThat(outcome.getOutcome()).isEqualTo(OutcomeKind.COMPENSATED);
    assertThat(outcome.getFailedStep()).isEqualTo(ApprovedTrip.APPROVAL);
    assertThat(outcome.getReasonCode()).isEqualTo(why);
    assertThat(trip.sent()).containsExactly(CAR, UNDO_CAR);
  }
}
