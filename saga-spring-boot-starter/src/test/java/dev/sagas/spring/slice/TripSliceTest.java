package dev.sagas.spring.slice;

import static dev.sagas.testkit.SagaAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.verify;

import dev.sagas.definition.SagaDefinition;
import dev.sagas.samples.schema.trip.CancelCar;
import dev.sagas.samples.schema.trip.HotelBooked;
import dev.sagas.samples.schema.trip.TripData;
import dev.sagas.spring.platform.WeekendTrip;
import dev.sagas.spring.test.SagaSliceTest;
import dev.sagas.spring.test.SagaTestKits;
import dev.sagas.testkit.SagaTestKit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** A saga of an application with its own handlers, without Kafka. */
@SagaSliceTest
class TripSliceTest {
  private static final TripData TRIP = trip("ada");

  @Autowired private SagaTestKits kits;
  @Autowired private ApplicationContext context;
  @MockitoBean private Garage garage;
  private SagaTestKit<TripData> kit;

  private static TripData trip(String traveller) {
    TripData trip = new TripData();
    trip.setTripId("t-1");
    trip.setTraveller(traveller);
    trip.setCarClass("small");
    trip.setHotel("Ritz");
    trip.setFlight("none");
    trip.setDays(2);
    return trip;
  }

  @BeforeEach
  void makeKit() {
    kit = kits.of(WeekendTrip.class);
  }

  @Test
  void shouldUndoByTheApplicationsHandlerWhenAScriptedStepIsRejected() {
    // given
    kit.on("book-hotel").rejects("FULL", "No room is left");

    // when
    assertThat(kit.start("t-1", TRIP)).isCompensatedBecauseOf("FULL").hasSent(new CancelCar("t-1"));

    // then
    verify(garage).take("t-1", "t-1/book-car");
    verify(garage).giveBack("t-1");
  }

  @Test
  void shouldEndAsTheApplicationsHandlerSays() {
    // given
    kit.on("book-hotel").succeeds(new HotelBooked("t-1", "room-1"));

    // then
    assertThat(kit.start("t-2", trip(GarageCars.BANNED))).isCompensatedBecauseOf("BANNED");
    assertThat(kits.of(WeekendTrip.class)).isNotSameAs(kit);
  }

  @Test
  void shouldHaveNothingButSagasInTheContext() {
    assertThat(context.getBeansOfType(FrontDesk.class)).isEmpty();
    assertThat(context.containsBean("sagaLifecycle")).isFalse();
    assertThatThrownBy(() -> kits.of(OtherTrip.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Expected a bean of type " + OtherTrip.class.getName());
  }

  /** No bean. */
  private interface OtherTrip extends SagaDefinition<TripData> {}
}
