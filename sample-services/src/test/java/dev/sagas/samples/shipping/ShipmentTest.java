package dev.sagas.samples.shipping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.participant.StepResult;
import dev.sagas.protocol.Action;
import dev.sagas.samples.outside.OutsideService;
import dev.sagas.samples.schema.order.BookShipment;
import dev.sagas.samples.schema.order.CancelShipment;
import dev.sagas.samples.schema.order.ShipmentBooked;
import dev.sagas.samples.schema.order.ShipmentCancelled;
import dev.sagas.samples.service.OutsideClient;
import dev.sagas.samples.service.ServiceConfig;
import dev.sagas.samples.testing.HandlerContext;
import dev.sagas.samples.testing.ServiceUnderTest;
import dev.sagas.samples.testing.TestDatabase;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The handlers of shipping against the carriers, phase by phase. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class ShipmentTest {
  private static final String NOTED =
      "SELECT COUNT(*) FROM shipment WHERE status = ? AND carrier = 'blue-van' AND pieces = 3";

  @Parameter private TestDatabase kind;
  @TempDir private Path directory;
  private OutsideService carriers;
  private ServiceUnderTest shipping;
  private ShipmentBooking booking;
  private ShipmentCancellation cancellation;

  @BeforeEach
  void open() {
    carriers =
        OutsideService.start(
            ServiceConfig.of(Map.of(ServiceConfig.HTTP_PORT, 0)), kind.create(directory));
    shipping = ServiceUnderTest.on(kind, ShippingService.SERVICE, directory);
    OutsideClient client =
        OutsideClient.of(
            ServiceConfig.of(Map.of(ServiceConfig.OUTSIDE_URL, carriers.url().toString())));
    booking = new ShipmentBooking(client);
    cancellation = new ShipmentCancellation(client);
  }

  @AfterEach
  void close() {
    shipping.close();
    carriers.close();
  }

  @Test
  void shouldBookAndCancelWhenCarrierAnswers() throws Exception {
    // when
    StepResult booked = book("blue-van");

    // then
    assertThat(booked).isEqualTo(StepResult.succeeded(new ShipmentBooked("order-1", "parcel-1")));
    assertThat(shipping.number(NOTED, "BOOKED")).isEqualTo(1);

    // when
    StepResult cancelled = cancel();

    // then
    assertThat(cancelled).isEqualTo(StepResult.succeeded(new ShipmentCancelled("order-1")));
    assertThat(shipping.number(NOTED, "CANCELLED")).isEqualTo(1);
    assertThat(book("blue-van"))
        .isInstanceOfSatisfying(
            StepResult.Rejected.class,
            rejected -> assertThat(rejected.code()).isEqualTo("CANCELLED_BEFORE"));
  }

  @Test
  void shouldFailWithoutNoteWhenCarrierDoesNotAnswer() throws Exception {
    assertThat(book("snail-mail"))
        .isEqualTo(
            StepResult.failed("CARRIER_TIMEOUT", "Carrier snail-mail did not answer in time"));
    assertThat(cancel()).isEqualTo(StepResult.succeeded(new ShipmentCancelled("order-1")));
    assertThat(shipping.number("SELECT COUNT(*) FROM shipment")).isZero();
  }

  @Test
  void shouldRefuseWhenCarrierIsUnknown() throws Exception {
    assertThat(book("nobody"))
        .isEqualTo(StepResult.rejected("UNKNOWN_CARRIER", "There is no carrier nobody"));
  }

  private StepResult book(String carrier) throws Exception {
    return shipping.inTwoPhases(
        booking,
        new BookShipment("order-1", carrier, "1 Mill Lane, Lowfield", 3),
        HandlerContext.key("order-1", Action.EXECUTE));
  }

  private StepResult cancel() throws Exception {
    return shipping.inTwoPhases(
        cancellation,
        new CancelShipment("order-1"),
        HandlerContext.key("order-1", Action.COMPENSATE));
  }
}
