package dev.sagas.samples.order;

import static dev.sagas.testkit.SagaAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.participant.StepResult;
import dev.sagas.samples.schema.order.CardCharged;
import dev.sagas.samples.schema.order.ChargeCard;
import dev.sagas.samples.schema.order.OrderData;
import dev.sagas.samples.schema.order.RefundCard;
import dev.sagas.samples.schema.order.ShipmentBooked;
import dev.sagas.testkit.Exploration;
import dev.sagas.testkit.ReplayedHistory;
import dev.sagas.testkit.SagaRun;
import dev.sagas.testkit.SagaTest;
import dev.sagas.testkit.SagaTestKit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SagaTest(OrderFulfilment.class)
class OrderFulfilmentSagaTest {
  private static final Path GUIDE = Path.of("..", "docs", "guides", "testing.md");
  private static final Path SOURCE =
      Path.of("src/test/java/dev/sagas/samples/order/OrderFulfilmentSagaTest.java");
  private static final Pattern JAVA_BLOCK = Pattern.compile("(?s)```java\n(.*?)```");

  private final OrderData order = OrderFileGenerator.orders(1).findFirst().orElseThrow().toData();
  private final CardCharged charged = new CardCharged(order.getOrderId(), "pay-1", 1L, "EUR");
  private final ShipmentBooked booked = new ShipmentBooked(order.getOrderId(), "parcel-1");

  private SagaTestKit<OrderData> kit;

  @BeforeEach
  void everythingWorks() {
    kit.onOtherSteps().succeeds();
    kit.on("charge-card").succeeds(charged);
    kit.on("book-shipment").succeeds(booked);
  }

  @Test
  void shouldShipWhatIsPaid() {
    SagaRun<OrderData> saga = kit.start("o-1", order);

    assertThat(saga)
        .isCompleted()
        .hasData(OrderData::getPaymentId, "pay-1")
        .hasData(OrderData::getTrackingNumber, "parcel-1");
    assertThat(saga.commands(ChargeCard.class)).hasSize(1);
  }

  @Test
  void shouldUndoInReverseOrderWhenTheCardIsDeclined() {
    kit.on("charge-card").rejects("CARD_DECLINED", "Not enough money");

    assertThat(kit.start("o-1", order))
        .isCompensatedBecauseOf("CARD_DECLINED")
        .hasUndone("reserve-stock", "reserve-credit", "create-order")
        .hasEffects();
  }

  @Test
  void shouldCancelTheShipmentWhenTheCarrierDoesNotAnswer() {
    kit.on("book-shipment").timesOut();

    assertThat(kit.start("o-1", order))
        .hasTried("book-shipment", 3)
        .isCompensatedBecauseOf("TIMED_OUT")
        .hasSent(new RefundCard(order.getOrderId(), "pay-1"));
  }

  @Test
  void shouldBePatientWhenTheWarehouseFailsForAWhile() {
    kit.on("reserve-stock").failsTimes(9).succeeds();

    assertThat(kit.start("o-1", order)).isCompleted().hasTried("reserve-stock", 10);
  }

  @Test
  void shouldChargeTheTotal() {
    kit.on("charge-card")
        .answers(
            ChargeCard.class,
            command ->
                command.getAmountCents() == order.getTotalCents()
                    ? StepResult.succeeded(charged)
                    : StepResult.rejected("WRONG_AMOUNT", "Not the total"));

    assertThat(kit.start("o-1", order)).isCompleted();
  }

  @Test
  void shouldRefundWhatWasChargedWhateverGoesWrong() {
    Exploration explored =
        kit.explore("o-1", order)
            .invariant(
                "a refund names the payment, or nothing if none is known",
                saga ->
                    saga.commands(RefundCard.class).stream()
                        .map(RefundCard::getPaymentId)
                        .allMatch(payment -> payment == null || payment.equals("pay-1")))
            .maxRuns(500)
            .run();

    assertThat(explored.functionsNotRun()).isEmpty();
  }

  @Test
  void shouldDecideAsRecordedWhenOldOrdersAreReplayed() {
    ReplayedHistory.of(Path.of("src/test/resources/orders.avro"))
        .with(new OrderFulfilment())
        .shouldDecideAsRecorded();
  }

  @Test
  void shouldBeWhatTheGuideShows() throws IOException {
    // given
    String compiled = squeezed(Files.readString(SOURCE));
    List<String> blocks =
        JAVA_BLOCK.matcher(Files.readString(GUIDE)).results().map(block -> block.group(1)).toList();

    // then
    assertThat(blocks).hasSizeGreaterThan(4);
    assertThat(blocks).allSatisfy(block -> assertThat(compiled).contains(squeezed(block)));
  }

  private static String squeezed(String code) {
    return code.replaceAll("\\s+", "");
  }
}
