package dev.sagas.samples.trip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.audit.Audit;
import dev.sagas.client.SagaClient;
import dev.sagas.client.SagaStart;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.protocol.SagaId;
import dev.sagas.samples.schema.trip.TripData;
import dev.sagas.samples.testing.SampleCluster;
import dev.sagas.schema.OutcomeKind;
import dev.sagas.schema.SagaOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TripOnKafkaTest {
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  @TempDir private static Path directory;
  private static SampleCluster cluster;
  private static SagaClient client;

  @BeforeAll
  static void start() {
    cluster =
        SampleCluster.start(
            directory, List.of(CarsService.SERVICE, HotelsService.SERVICE, FlightsService.SERVICE));
    client = SagaClient.connect(cluster.platform().clientConfig());
  }

  @AfterAll
  static void stop() {
    try {
      assertThat(Audit.run(Deployment.of(cluster.platform().clientConfig())).violations())
          .isEmpty();
    } finally {
      client.close();
      cluster.close();
    }
  }

  @Test
  void shouldBookEverythingWhenAllAnswer() throws Exception {
    // when
    SagaOutcome outcome = book("trip-complete", "estate", "harbour-inn", "NO100");

    // then
    assertThat(outcome.getOutcome()).isEqualTo(OutcomeKind.COMPLETED);
    assertThat(standing("trip-complete")).isEqualTo(3);
  }

  @Test
  void shouldUndoTheCarWhenTheHotelIsFull() throws Exception {
    // when
    SagaOutcome outcome = book("trip-full", "estate", "full-house", "NO100");

    // then
    assertThat(outcome.getOutcome()).isEqualTo(OutcomeKind.COMPENSATED);
    assertThat(outcome.getReasonCode()).isEqualTo("NO_ROOM");
    assertThat(standing("trip-full")).isZero();
  }

  @Test
  void shouldUndoTheFlightTooWhenNobodyKnowsWhetherItIsBooked() throws Exception {
    // when
    SagaOutcome outcome = book("trip-unknown", "compact", "grand-hotel", "SL900");

    // then
    assertThat(outcome.getOutcome()).isEqualTo(OutcomeKind.COMPENSATED);
    assertThat(outcome.getFailedStep()).isEqualTo("book-flight");
    assertThat(standing("trip-unknown")).isZero();
    assertThat(
            cluster.number(
                FlightsService.SERVICE,
                "SELECT capacity - available FROM offer WHERE offer = 'SL900'"))
        .isZero();
    // It was booked, late: what was undone is more than nothing.
    assertThat(
            cluster.number(
                FlightsService.SERVICE,
                """
                SELECT COUNT(*)
                FROM booking
                WHERE trip_id = 'trip-unknown' AND status = 'CANCELLED'
                """))
        .isEqualTo(1);
  }

  @Test
  void shouldBookSideBySideWithoutAskingWhenABusinessTripIsShort() throws Exception {
    // when
    SagaOutcome outcome = ended(business("business-short", BusinessTrip.NO_CAR, "grand-hotel", 3));

    // then
    assertThat(outcome.getOutcome()).isEqualTo(OutcomeKind.COMPLETED);
    assertThat(standing("business-short")).isEqualTo(2);
  }

  @Test
  void shouldBookWhenALongBusinessTripIsApproved() throws Exception {
    // given
    CompletableFuture<SagaOutcome> running =
        business("business-approved", "estate", "grand-hotel", 14);

    // when
    client.approve(new SagaId("business-approved"), BusinessTrip.APPROVAL, "Grace").get();

    // then
    assertThat(ended(running).getOutcome()).isEqualTo(OutcomeKind.COMPLETED);
    assertThat(standing("business-approved")).isEqualTo(3);
  }

  @Test
  void shouldBookNothingWhenALongBusinessTripIsDeclined() throws Exception {
    // given
    CompletableFuture<SagaOutcome> running =
        business("business-declined", "estate", "grand-hotel", 14);

    // when
    client
        .decline(new SagaId("business-declined"), BusinessTrip.APPROVAL, "Grace", "call them")
        .get();

    // then
    SagaOutcome outcome = ended(running);
    assertThat(outcome.getOutcome()).isEqualTo(OutcomeKind.COMPENSATED);
    assertThat(outcome.getReasonCode()).isEqualTo("NOT_APPROVED");
    assertThat(booked("business-declined")).isZero();
  }

  @Test
  void shouldBookNothingWhenABusinessTripIsTooLong() throws Exception {
    // when
    SagaOutcome outcome = ended(business("business-endless", "estate", "grand-hotel", 61));

    // then
    assertThat(outcome.getReasonCode()).isEqualTo("TRIP_TOO_LONG");
    assertThat(booked("business-endless")).isZero();
  }

  @Test
  void shouldUndoWhatWasBookedBesideWhenTheHotelOfABusinessTripIsFull() throws Exception {
    // when
    SagaOutcome outcome = ended(business("business-full", "estate", "full-house", 3));

    // then
    assertThat(outcome.getOutcome()).isEqualTo(OutcomeKind.COMPENSATED);
    assertThat(outcome.getReasonCode()).isEqualTo("NO_ROOM");
    assertThat(booked("business-full")).isEqualTo(2);
    assertThat(standing("business-full")).isZero();
  }

  private static SagaOutcome book(String id, String car, String hotel, String flight)
      throws Exception {
    return ended(start(TripBooking.TYPE, trip(id, car, hotel).setFlight(flight).setDays(3)));
  }

  private static CompletableFuture<SagaOutcome> business(
      String id, String car, String hotel, int days) {
    return start(BusinessTrip.TYPE, trip(id, car, hotel).setFlight("NO100").setDays(days));
  }

  private static TripData.Builder trip(String id, String car, String hotel) {
    return TripData.newBuilder().setTripId(id).setTraveller("Ada").setCarClass(car).setHotel(hotel);
  }

  private static CompletableFuture<SagaOutcome> start(String type, TripData.Builder trip) {
    return client.startAndAwait(SagaStart.of(type, trip.getTripId(), trip.build()), TIMEOUT);
  }

  private static SagaOutcome ended(CompletableFuture<SagaOutcome> running) throws Exception {
    return running.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
  }

  private static long standing(String trip) throws Exception {
    return count("SELECT COUNT(*) FROM booking WHERE status = 'BOOKED' AND trip_id = '%s'", trip);
  }

  /** What was booked at some time, whether or not it stands. */
  private static long booked(String trip) throws Exception {
    return count("SELECT COUNT(*) FROM booking WHERE trip_id = '%s'", trip);
  }

  private static long count(String query, String trip) throws Exception {
    String sql = query.formatted(trip);
    return cluster.number(CarsService.SERVICE, sql)
        + cluster.number(HotelsService.SERVICE, sql)
        + cluster.number(FlightsService.SERVICE, sql);
  }
}
