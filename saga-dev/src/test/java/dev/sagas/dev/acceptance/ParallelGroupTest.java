package dev.sagas.dev.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.dev.engine.Wire;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.samples.schema.trip.CarBooked;
import dev.sagas.samples.schema.trip.FlightBooked;
import dev.sagas.samples.schema.trip.FlightCancelled;
import dev.sagas.samples.schema.trip.HotelBooked;
import dev.sagas.samples.schema.trip.HotelCancelled;
import dev.sagas.schema.OutcomeKind;
import dev.sagas.schema.SagaOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A group of steps side by side, one of which fails while another is still running (R3, R10). */
@ExtendWith(SharedPlatform.class)
class ParallelGroupTest {
  private static final String CAR = "book-car/execute/1#1";
  private static final String HOTEL = "book-hotel/execute/1#1";
  private static final String FLIGHT = "book-flight/execute/1#1";
  private static final String UNDO_HOTEL = "book-hotel/compensate/1#1";
  private static final String UNDO_FLIGHT = "book-flight/compensate/1#1";

  private final RunningDeployment deployment;

  ParallelGroupTest(RunningDeployment deployment) {
    this.deployment = deployment;
  }

  @Test
  void shouldGoOnAndSleepWhenAllBranchesHaveEnded() throws Exception {
    // given
    Trip trip = deployment.start(new SideBySideTrip(), "group-done");

    // when: in an order that is not that of the definition
    trip.succeed(FLIGHT, new FlightBooked(trip.id(), "seat-1"));
    trip.succeed(CAR, new CarBooked(trip.id(), "car-1"));
    assertThat(trip.outcomes()).isEmpty();
    trip.succeed(HOTEL, new HotelBooked(trip.id(), "room-1"));

    // then
    SagaOutcome outcome = trip.awaitOutcome();
    assertThat(outcome.getOutcome()).isEqualTo(OutcomeKind.COMPLETED);
    assertThat(trip.sent()).containsExactlyInAnyOrder(CAR, HOTEL, FLIGHT);
  }

  @Test
  void shouldUndoExactlyWhatSucceededAfterTheSiblingEndedWhenOneIsRejected() throws Exception {
    // given
    Trip trip = deployment.start(new SideBySideTrip(), "group-rejected");
    trip.succeed(HOTEL, new HotelBooked(trip.id(), "room-1"));

    // when
    trip.reject(CAR);

    // then: the flight is still running
    trip.awaitStatus(SagaStatus.STOPPING);
    assertThat(trip.sent()).containsExactlyInAnyOrder(CAR, HOTEL, FLIGHT);

    // when
    trip.succeed(FLIGHT, new FlightBooked(trip.id(), "seat-1"));

    // then: what succeeded last is undone first, one at a time
    assertThat(Wire.header(trip.command(UNDO_FLIGHT), SagaHeaders.EXECUTE_OUTCOME))
        .isEqualTo("succeeded");
    assertThat(trip.sent()).doesNotContain(UNDO_HOTEL);
    trip.succeed(UNDO_FLIGHT, new FlightCancelled(trip.id()));
    trip.succeed(UNDO_HOTEL, new HotelCancelled(trip.id()));
    SagaOutcome outcome = trip.awaitOutcome();
    assertThat(outcome.getOutcome()).isEqualTo(OutcomeKind.COMPENSATED);
    assertThat(outcome.getFailedStep()).isEqualTo("book-car");
    assertThat(trip.sent().subList(3, 5)).containsExactly(UNDO_FLIGHT, UNDO_HOTEL);
    assertThat(trip.sent()).hasSize(5);
  }

  @Test
  void shouldUndoTheSiblingTooWhenNobodyKnowsWhetherItTookEffect() throws Exception {
    // given
    Trip trip = deployment.start(new SideBySideTrip(), "group-unknown");
    trip.succeed(HOTEL, new HotelBooked(trip.id(), "room-1"));
    trip.reject(CAR);
    trip.awaitStatus(SagaStatus.STOPPING);

    // when
    trip.fail(FLIGHT);

    // then: it is not tried again
    assertThat(Wire.header(trip.command(UNDO_FLIGHT), SagaHeaders.EXECUTE_OUTCOME))
        .isEqualTo("unknown");
    trip.succeed(UNDO_FLIGHT, new FlightCancelled(trip.id()));
    trip.succeed(UNDO_HOTEL, new HotelCancelled(trip.id()));
    assertThat(trip.awaitOutcome().getOutcome()).isEqualTo(OutcomeKind.COMPENSATED);
    assertThat(trip.sent().subList(3, 5)).containsExactly(UNDO_FLIGHT, UNDO_HOTEL);
    assertThat(trip.sent()).hasSize(5);
  }
}
