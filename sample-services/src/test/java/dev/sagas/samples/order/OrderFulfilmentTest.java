package dev.sagas.samples.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.definition.CommandStep;
import dev.sagas.definition.Saga;
import dev.sagas.samples.schema.order.BookShipment;
import dev.sagas.samples.schema.order.CardCharged;
import dev.sagas.samples.schema.order.ChargeCard;
import dev.sagas.samples.schema.order.OrderData;
import dev.sagas.samples.schema.order.RefundCard;
import dev.sagas.samples.schema.order.ShipmentBooked;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class OrderFulfilmentTest {
  private final Saga<OrderData> saga = new OrderFulfilment().define();
  private final OrderData order = OrderFileGenerator.orders(1).findFirst().orElseThrow().toData();

  @Test
  void shouldVisitTheServicesInOrder() {
    assertThat(steps().stream().map(step -> step.name() + "@" + step.participant()))
        .containsExactly(
            "create-order@orders",
            "reserve-credit@customers",
            "reserve-stock@inventory",
            "charge-card@payments",
            "book-shipment@shipping",
            "approve-order@orders");
  }

  @Test
  void shouldUndoEveryStepBeforeThePivot() {
    List<CommandStep<OrderData>> steps = steps();
    assertThat(steps.subList(0, 5)).allMatch(step -> step.compensation().isPresent());
    assertThat(steps.get(5).pivot()).isTrue();
    assertThat(steps.subList(0, 5)).noneMatch(CommandStep::pivot);
  }

  @Test
  void shouldGiveUpOnTheCarrierAlone() {
    for (CommandStep<OrderData> step : steps()) {
      boolean carrier = step.name().value().equals("book-shipment");
      assertThat(step.retry().maxAttempts()).isEqualTo(carrier ? 3 : 10);
      assertThat(step.retry().initialBackoff()).isEqualTo(Duration.ofMillis(200));
      assertThat(step.timeout()).isEqualTo(Duration.ofSeconds(30));
    }
  }

  @Test
  void shouldChargeTheOrdersTotal() {
    assertThat(step("charge-card").command().command(order))
        .isEqualTo(
            new ChargeCard(
                order.getOrderId(),
                order.getCardToken(),
                order.getTotalCents(),
                order.getCurrency()));
  }

  @Test
  void shouldShipEveryPiece() {
    // when
    BookShipment parcel = (BookShipment) step("book-shipment").command().command(order);

    // then
    assertThat(parcel.getPieces())
        .isEqualTo(order.getLines().stream().mapToInt(line -> line.getQuantity()).sum());
  }

  @Test
  void shouldRefundThePaymentOfTheReplyWhenItIsKnown() {
    // given
    CardCharged reply = new CardCharged(order.getOrderId(), "pay-7", 1L, "EUR");

    // then
    assertThat(refund(Optional.of(reply))).isEqualTo(new RefundCard(order.getOrderId(), "pay-7"));
    assertThat(refund(Optional.empty())).isEqualTo(new RefundCard(order.getOrderId(), null));
  }

  @Test
  void shouldKeepWhatWasAnsweredInTheData() {
    // when
    OrderData charged =
        step("charge-card")
            .replies()
            .get(CardCharged.class)
            .apply(order, new CardCharged(order.getOrderId(), "pay-7", 1L, "EUR"));
    OrderData shipped =
        step("book-shipment")
            .replies()
            .get(ShipmentBooked.class)
            .apply(charged, new ShipmentBooked(order.getOrderId(), "parcel-8"));

    // then
    assertThat(shipped.getPaymentId()).isEqualTo("pay-7");
    assertThat(shipped.getTrackingNumber()).isEqualTo("parcel-8");
  }

  private SpecificRecord refund(Optional<Object> reply) {
    return step("charge-card").compensation().orElseThrow().function().command(order, reply);
  }

  private CommandStep<OrderData> step(String name) {
    return steps().stream()
        .filter(step -> step.name().value().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private List<CommandStep<OrderData>> steps() {
    return saga.steps().stream().map(step -> (CommandStep<OrderData>) step).toList();
  }
}
