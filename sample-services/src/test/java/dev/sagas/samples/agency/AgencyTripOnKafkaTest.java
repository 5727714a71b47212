package dev.sagas.samples.agency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.client.SagaClient;
import dev.sagas.client.SagaStart;
import dev.sagas.participant.StepResult;
import dev.sagas.protocol.Action;
import dev.sagas.samples.payments.PaymentsService;
import dev.sagas.samples.schema.agency.BookTravel;
import dev.sagas.samples.schema.agency.BusinessTripData;
import dev.sagas.samples.schema.agency.CancelTravel;
import dev.sagas.samples.schema.trip.TripData;
import dev.sagas.samples.testing.HandlerContext;
import dev.sagas.samples.testing.SampleCluster;
import dev.sagas.samples.trip.CarsService;
import dev.sagas.samples.trip.FlightsService;
import dev.sagas.samples.trip.HotelsService;
import dev.sagas.schema.OutcomeKind;
import dev.sagas.schema.SagaOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A saga as a step of another, as the guide to sub-sagas describes it. */
class AgencyTripOnKafkaTest {
  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final String GOOD_CARD = "card-001";

  /** So short that a booking takes several attempts to await. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  @TempDir private static Path directory;
  private static SampleCluster cluster;
  private static TravelAgency agency;
  private static SagaClient client;

  @BeforeAll
  static void start() {
    cluster =
        SampleCluster.start(
            directory,
            List.of(
                CarsService.SERVICE,
                HotelsService.SERVICE,
                FlightsService.SERVICE,
                PaymentsService.SERVICE));
    agency = TravelAgency.start(cluster.platform().clientConfig(), PATIENCE);
    client = SagaClient.connect(cluster.platform().clientConfig());
  }

  @AfterAll
  static void stop() {
    client.close();
    agency.close();
    cluster.close();
  }

  @Test
  void shouldCompleteWhenTheSagaOfItsStepCompletes() throws Exception {
    // when
    SagaOutcome outcome = travel(trip("good", "grand-hotel", "NO100"), GOOD_CARD);

    // then
    assertThat(outcome.getOutcome()).isEqualTo(OutcomeKind.COMPLETED);
    assertThat(bookings("good", "BOOKED")).isEqualTo(3);
  }

  @Test
  void shouldTurnBackWhenTheSagaOfItsStepIsCompensated() throws Exception {
    // when
    SagaOutcome outcome = travel(trip("full", "full-house", "NO100"), GOOD_CARD);

    // then
    assertThat(outcome.getOutcome()).isEqualTo(OutcomeKind.COMPENSATED);
    assertThat(outcome.getReasonCode()).isEqualTo("TRAVEL_NOT_BOOKED");
    assertThat(bookings("full", "BOOKED")).isZero();
  }

  @Test
  void shouldUndoACompletedSagaWithAnotherWhenALaterStepIsRejected() throws Exception {
    // when
    SagaOutcome outcome = travel(trip("poor", "grand-hotel", "NO100"), "card-blocked-0");

    // then
    assertThat(outcome.getOutcome()).isEqualTo(OutcomeKind.COMPENSATED);
    assertThat(outcome.getReasonCode()).isEqualTo("CARD_DECLINED");
    assertThat(bookings("poor", "BOOKED")).isZero();
    assertThat(bookings("poor", "CANCELLED")).isEqualTo(3);
  }

  @Test
  void shouldAskAgainUntilTheSagaHasEndedWhenItTakesLongerThanAnAttempt() throws Exception {
    // when
    SagaOutcome outcome = travel(trip("slow", "grand-hotel", "SL900"), GOOD_CARD);

    // then
    assertThat(outcome.getReasonCode()).isEqualTo("TRAVEL_NOT_BOOKED");
    assertThat(bookings("slow", "BOOKED")).isZero();
  }

  @Test
  void shouldNeverBookWhenTheCompensationCameFirst() throws Exception {
    // given
    TripData trip = trip("fenced", "grand-hotel", "NO100");

    // when
    StepResult cancelled =
        agency.cancel(
            new CancelTravel(trip, null), new HandlerContext(Action.COMPENSATE, Optional.empty()));
    StepResult booked =
        agency.book(new BookTravel(trip), new HandlerContext(Action.EXECUTE, Optional.empty()));

    // then
    assertThat(cancelled).isInstanceOf(StepResult.Succeeded.class);
    assertThat(booked).isInstanceOf(StepResult.Rejected.class);
    assertThat(bookings("fenced", "BOOKED")).isZero();
  }

  private static SagaOutcome travel(TripData trip, String card) throws Exception {
    BusinessTripData data = new BusinessTripData(trip, card, 90_000L, null);
    return client
        .startAndAwait(SagaStart.of(AgencyTrip.TYPE, trip.getTripId(), data), TIMEOUT)
        .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
  }

  private static TripData trip(String id, String hotel, String flight) {
    return TripData.newBuilder()
        .setTripId(id)
        .setTraveller("Ada")
        .setCarClass("compact")
        .setHotel(hotel)
        .setFlight(flight)
        .setDays(2)
        .build();
  }

  private static long bookings(String trip, String status) throws Exception {
    String sql =
        "SELECT COUNT(*) FROM booking WHERE trip_id = '%s' AND status = '%s'"
            .formatted(trip, status);
    return cluster.number(CarsService.SERVICE, sql)
        + cluster.number(HotelsService.SERVICE, sql)
        + cluster.number(FlightsService.SERVICE, sql);
  }
}
