package dev.sagas.samples.trip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.client.SagaClient;
import dev.sagas.client.SagaStart;
import dev.sagas.samples.schema.trip.TripData;
import dev.sagas.samples.testing.SampleCluster;
import dev.sagas.schema.OutcomeKind;
import dev.sagas.schema.SagaOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
    client.close();
    cluster.close();
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
                "SELECT COUNT(*) FROM booking WHERE trip_id = 'trip-unknown'"
                    + " AND status = 'CANCELLED'"))
        .isEqualTo(1);
  }

  private static SagaOutcome book(String trip, String car, String hotel, String flight)
      throws Exception {
    TripData data =
        TripData.newBuilder()
            .setTripId(trip)
            .setTraveller("Ada")
            .setCarClass(car)
            .setHotel(hotel)
            .setFlight(flight)
            .setDays(3)
            .build();
    return client
        .startAndAwait(SagaStart.of(TripBooking.TYPE, trip, data), TIMEOUT)
        .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
  }

  private static long standing(String trip) throws Exception {
    String sql =
        "SELECT COUNT(*) FROM booking WHERE status = 'BOOKED' AND trip_id = '" + trip + "'";
    return cluster.number(CarsService.SERVICE, sql)
        + cluster.number(HotelsService.SERVICE, sql)
        + cluster.number(FlightsService.SERVICE, sql);
  }
}
