package dev.sagas.dev.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sagas.definition.CommandStep;
import dev.sagas.dev.engine.TwoStepTrip;
import dev.sagas.engine.core.ControlEvent;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.WaitReasons;
import dev.sagas.protocol.StepName;
import dev.sagas.protocol.WaitReason;
import dev.sagas.samples.schema.trip.CarBooked;
import dev.sagas.samples.schema.trip.HotelBooked;
import dev.sagas.samples.schema.trip.TripData;
import dev.sagas.schema.OperationKind;
import dev.sagas.schema.OutcomeKind;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A saga that an operator pauses, before its start even: nothing is sent until he resumes it. */
@ExtendWith(SharedPlatform.class)
class PauseTest {
  private static final String CAR = "book-car/execute/1#1";
  private static final String CAR_AGAIN = "book-car/execute/1#2";
  private static final StepName BOOK_CAR = new StepName("book-car");
  private static final String HOTEL = "book-hotel/execute/1#1";

  /** Longer than the time-out and the back-off of the trip's car. */
  private static final Duration LONG = Duration.ofMillis(1_500);

  private final RunningDeployment deployment;

  PauseTest(RunningDeployment deployment) {
    this.deployment = deployment;
  }

  @Test
  void shouldSendNothingUntilResumedWhenAReplyComesWhileItIsPaused() throws Exception {
    // given
    Trip trip = pausedRightAfterItsStart("paused-with-reply");

    // when
    trip.succeed(CAR, new CarBooked(trip.id(), "car-1"));

    // then: the reply is recorded, and that transition sends nothing
    SagaState paused =
        trip.awaitState(state -> state.step(BOOK_CAR).orElseThrow().status().isDone());
    assertThat(trip.sent()).containsExactly(CAR);
    assertThat(WaitReasons.of(paused))
        .extracting(WaitReason::kind)
        .containsExactly(WaitReason.Kind.PAUSED);

    // when
    trip.operate(OperationKind.RESUME, "seen enough");

    // then
    trip.succeed(HOTEL, new HotelBooked(trip.id(), "room-1"));
    assertThat(trip.awaitOutcome().getOutcome()).isEqualTo(OutcomeKind.COMPLETED);
    assertThat(trip.sent()).containsExactly(CAR, HOTEL);
    assertThat(trip.events(ControlEvent.OperationApplied.class))
        .extracting(
            operation -> operation.kind().name(),
            ControlEvent.OperationApplied::actor,
            ControlEvent.OperationApplied::reason)
        .containsExactly(
            tuple("PAUSE", Trip.OPERATOR, "let me look"),
            tuple("RESUME", Trip.OPERATOR, "seen enough"));
  }

  @Test
  void shouldStopItsTimeOutsUntilResumedWhenItIsPaused() throws Exception {
    // given
    Trip trip = pausedRightAfterItsStart("paused-with-time-out");

    // when, then
    Awaitility.await()
        .during(LONG)
        .atMost(LONG.multipliedBy(10))
        .until(() -> trip.history().size() == 2);
    assertThat(trip.sent()).containsExactly(CAR);

    // when
    trip.operate(OperationKind.RESUME, "seen enough");

    // then: the rest of the time-out passes first
    trip.command(CAR_AGAIN);
    long resumedAtMs = trip.history().get(2).atMs();
    long pausedAtMs = trip.history().get(1).atMs();
    long startedAtMs = trip.history().get(0).atMs();
    long timedOutAtMs =
        trip.history().stream()
            .filter(
                entry ->
                    entry.events().stream().anyMatch(SagaEvent.AttemptFailed.class::isInstance))
            .findFirst()
            .orElseThrow()
            .atMs();
    assertThat((pausedAtMs - startedAtMs) + (timedOutAtMs - resumedAtMs))
        .isGreaterThanOrEqualTo(carTimeoutMs());
    trip.succeed(CAR_AGAIN, new CarBooked(trip.id(), "car-1"));
    trip.succeed(HOTEL, new HotelBooked(trip.id(), "room-1"));
    assertThat(trip.awaitOutcome().getOutcome()).isEqualTo(OutcomeKind.COMPLETED);
  }

  private static long carTimeoutMs() {
    return ((CommandStep<TripData>) new TwoStepTrip().define().steps().get(0)).timeout().toMillis();
  }

  /** The pause overtakes the start (R2a), so that nothing can happen in between. */
  private Trip pausedRightAfterItsStart(String id) throws Exception {
    Trip trip = deployment.trip(id);
    trip.operate(OperationKind.PAUSE, "let me look");
    Trip.soon().until(trip::isParked);
    deployment.start(new TwoStepTrip(), id);
    SagaState paused = trip.awaitState(state -> state.control().pause().isPresent());
    assertThat(paused.control().pause().orElseThrow().actor()).isEqualTo(Trip.OPERATOR);
    trip.command(CAR);
    return trip;
  }
}
