package dev.sagas.samples.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.samples.schema.order.CardCharged;
import dev.sagas.samples.schema.order.CardRefunded;
import dev.sagas.samples.schema.order.ChargeCard;
import dev.sagas.samples.schema.order.RefundCard;
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
class CardHandlersTest {
  private static final String CHARGED = "SELECT charged_cents FROM card WHERE card_token = ?";

  @Parameter private TestDatabase kind;
  @TempDir private Path directory;
  private ServiceUnderTest payments;

  @BeforeEach
  void open() {
    payments = ServiceUnderTest.on(kind, PaymentsService.SERVICE, directory);
  }

  @AfterEach
  void close() {
    payments.close();
  }

  @Test
  void shouldChargeCardWhenItIsGood() throws Exception {
    // when
    CardCharged reply = charge("order-1");

    // then
    assertThat(reply).isEqualTo(new CardCharged("order-1", reply.getPaymentId(), 1_234L, "EUR"));
    assertThat(payments.number(CHARGED, "card-000")).isEqualTo(1_234);
  }

  @Test
  void shouldRefuseChargeWhenCardIsBlockedOrUnknown() throws Exception {
    assertThat(refusal("card-blocked-0")).isEqualTo("CARD_DECLINED");
    assertThat(refusal("card-nobody")).isEqualTo("UNKNOWN_CARD");
    assertThat(payments.number("SELECT COUNT(*) FROM payment")).isZero();
  }

  @Test
  void shouldRefundThePaymentWhenItIsNamed() throws Exception {
    // given
    charge("order-2");
    String paymentId = charge("order-1").getPaymentId();

    // when
    CardRefunded reply = refund("order-1", paymentId);

    // then
    assertThat(reply).isEqualTo(new CardRefunded("order-1", 1_234L, "EUR"));
    assertThat(payments.number(CHARGED, "card-000")).isEqualTo(1_234);
    assertThat(
            payments.number(
                "SELECT COUNT(*) FROM payment WHERE order_id = 'order-1' AND status = 'REFUNDED'"))
        .isEqualTo(1);
  }

  @Test
  void shouldFindThePaymentByItsOrderWhenItIsNotNamed() throws Exception {
    // given
    charge("order-1");

    // when
    CardRefunded reply = refund("order-1", null);

    // then
    assertThat(reply).isEqualTo(new CardRefunded("order-1", 1_234L, "EUR"));
    assertThat(payments.number(CHARGED, "card-000")).isZero();
  }

  @Test
  void shouldRefuseRefundWhenThereIsNoSuchPayment() throws Exception {
    // given
    charge("order-1");

    // when
    String code = payments.refusal(CardHandlers::refund, new RefundCard("order-1", "pay-4711"));

    // then
    assertThat(code).isEqualTo("NOTHING_CHARGED");
    assertThat(payments.number(CHARGED, "card-000")).isEqualTo(1_234);
  }

  private CardCharged charge(String order) throws Exception {
    return payments.succeed(
        CardHandlers::charge, new ChargeCard(order, "card-000", 1_234L, "EUR"), CardCharged.class);
  }

  private CardRefunded refund(String order, String paymentId) throws Exception {
    return payments.succeed(
        CardHandlers::refund, new RefundCard(order, paymentId), CardRefunded.class);
  }

  private String refusal(String card) throws Exception {
    return payments.refusal(CardHandlers::charge, new ChargeCard("order-1", card, 1L, "EUR"));
  }
}
