package dev.sagas.samples.shipping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.participant.StepResult;
import dev.sagas.samples.schema.order.BookShipment;
import dev.sagas.samples.schema.order.CancelShipment;
import dev.sagas.samples.schema.order.ShipmentBooked;
import dev.sagas.samples.schema.order.ShipmentCancelled;
import dev.sagas.samples.testing.ServiceUnderTest;
import dev.sagas.samples.testing.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class ShipmentHandlersTest {
  private static final String LIVE = "SELECT COUNT(*) FROM shipment WHERE status = 'BOOKED'";

  @Parameter private TestDatabase kind;
  @TempDir private Path directory;
  private ServiceUnderTest shipping;

  @BeforeEach
  void open() {
    shipping = ServiceUnderTest.on(kind, ShippingService.SERVICE, directory);
  }

  @AfterEach
  void close() {
    shipping.close();
  }

  @Test
  void shouldBookAndCancelWhenCarrierAnswers() throws Exception {
    // when
    ShipmentBooked reply =
        shipping.succeed(ShipmentHandlers::book, parcel("blue-van"), ShipmentBooked.class);

    // then
    assertThat(reply.getTrackingNumber()).startsWith("parcel-");
    assertThat(shipping.number(LIVE)).isEqualTo(1);

    // when
    CancelShipment cancel = new CancelShipment("order-1");
    shipping.succeed(ShipmentHandlers::cancel, cancel, ShipmentCancelled.class);

    // then
    assertThat(shipping.number(LIVE)).isZero();
    assertThat(shipping.refusal(ShipmentHandlers::cancel, cancel)).isEqualTo("NOTHING_BOOKED");
  }

  @Test
  void shouldFailWithoutEffectWhenCarrierDoesNotAnswer() throws Exception {
    // when
    StepResult result = shipping.handle(ShipmentHandlers::book, parcel("snail-mail"));

    // then
    assertThat(result)
        .isEqualTo(
            StepResult.failed("CARRIER_TIMEOUT", "Carrier snail-mail did not answer in time"));
    assertThat(shipping.number(LIVE)).isZero();
  }

  @Test
  void shouldRefuseWhenCarrierIsUnknown() throws Exception {
    assertThat(shipping.refusal(ShipmentHandlers::book, parcel("nobody")))
        .isEqualTo("UNKNOWN_CARRIER");
  }

  private static BookShipment parcel(String carrier) {
    return new BookShipment("order-1", carrier, "1 Mill Lane, Lowfield", 3);
  }
}
