package dev.sagas.samples.trip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.definition.CommandStep;
import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.samples.order.OrderFulfilment;
import dev.sagas.samples.schema.trip.TripData;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class TripBookingTest {
  private final Saga<TripData> saga = new TripBooking().define();

  @Test
  void shouldBookInOrderAndUndoEveryStep() {
    assertThat(steps().stream().map(step -> step.name() + "@" + step.participant()))
        .containsExactly("book-car@cars", "book-hotel@hotels", "book-flight@flights");
    assertThat(steps()).allMatch(step -> step.compensation().isPresent());
  }

  @Test
  void shouldGiveUpOnTheAirlineWhenTwoAttemptsTimedOut() {
    // given
    CommandStep<TripData> flight = steps().get(2);

    // then
    assertThat(flight.timeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(flight.retry().maxAttempts()).isEqualTo(2);
    assertThat(flight.compensation().orElseThrow().timeout()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void shouldBeFoundOnTheClassPath() {
    assertThat(ServiceLoader.load(SagaDefinition.class))
        .extracting(definition -> definition.getClass().getName())
        .contains(
            OrderFulfilment.class.getName(),
            TripBooking.class.getName(),
            BusinessTrip.class.getName());
  }

  private List<CommandStep<TripData>> steps() {
    return saga.steps().stream().map(step -> (CommandStep<TripData>) step).toList();
  }
}
