package dev.sagas.samples.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.participant.StepResult;
import dev.sagas.protocol.Action;
import dev.sagas.samples.outside.OutsideService;
import dev.sagas.samples.schema.order.CardCharged;
import dev.sagas.samples.schema.order.CardRefunded;
import dev.sagas.samples.schema.order.ChargeCard;
import dev.sagas.samples.schema.order.RefundCard;
import dev.sagas.samples.service.OutsideClient;
import dev.sagas.samples.service.OutsideUnavailableException;
import dev.sagas.samples.service.ServiceConfig;
import dev.sagas.samples.testing.HandlerContext;
import dev.sagas.samples.testing.Interceptor;
import dev.sagas.samples.testing.SampleCluster;
import dev.sagas.samples.testing.ServiceUnderTest;
import dev.sagas.samples.testing.TestDatabase;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The handlers of payments against the bank, phase by phase. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class CardTest {
  private static final String NOTED =
      "SELECT COUNT(*) FROM payment WHERE order_id = ? AND status = ? AND amount_cents = 1234";

  @Parameter private TestDatabase kind;
  @TempDir private Path directory;
  private OutsideService bank;
  private Interceptor line;
  private ServiceUnderTest payments;
  private CardCharge charge;
  private CardRefund refund;

  @BeforeEach
  void open() throws Exception {
    bank =
        OutsideService.start(
            ServiceConfig.of(Map.of(ServiceConfig.HTTP_PORT, 0)), kind.create(directory));
    line = Interceptor.inFrontOf(bank.url());
    payments = ServiceUnderTest.on(kind, PaymentsService.SERVICE, directory);
    OutsideClient client =
        OutsideClient.of(
            ServiceConfig.of(
                Map.of(
                    ServiceConfig.OUTSIDE_URL,
                    line.url().toString(),
                    ServiceConfig.OUTSIDE_TIMEOUT_MS,
                    30_000)));
    charge = new CardCharge(client);
    refund = new CardRefund(client);
  }

  @AfterEach
  void close() {
    payments.close();
    line.close();
    bank.close();
  }

  @Test
  void shouldChargeAndNoteWhenCardIsGood() throws Exception {
    // when
    StepResult result = charge("order-1", "card-000");

    // then
    assertThat(result)
        .isEqualTo(StepResult.succeeded(new CardCharged("order-1", "charge-1", 1_234L, "EUR")));
    assertThat(chargedCents()).isEqualTo(1_234);
    assertThat(payments.number(NOTED, "order-1", "CHARGED")).isEqualTo(1);
  }

  @Test
  void shouldRefuseWithoutNoteWhenCardIsBlockedOrUnknown() throws Exception {
    assertThat(charge("order-1", "card-blocked-0"))
        .isEqualTo(StepResult.rejected("CARD_DECLINED", "The card was declined by its issuer"));
    assertThat(charge("order-2", "card-nobody"))
        .isEqualTo(StepResult.rejected("UNKNOWN_CARD", "There is no such card"));
    assertThat(payments.number("SELECT COUNT(*) FROM payment")).isZero();
  }

  @Test
  void shouldRefundThatChargeAloneWhenThereAreOthers() throws Exception {
    // given
    charge("order-1", "card-000");
    charge("order-2", "card-000");

    // when
    StepResult result = refund("order-1");

    // then
    assertThat(result).isEqualTo(StepResult.succeeded(new CardRefunded("order-1", 1_234L, "EUR")));
    assertThat(chargedCents()).isEqualTo(1_234);
    assertThat(payments.number(NOTED, "order-1", "REFUNDED")).isEqualTo(1);
    assertThat(payments.number(NOTED, "order-2", "CHARGED")).isEqualTo(1);
  }

  @Test
  void shouldChargeOnceWhenTheAnswerIsLost() throws Exception {
    // given
    line.next(Interceptor.Fate.LOSE_ANSWER);
    assertThatThrownBy(() -> charge("order-1", "card-000"))
        .isInstanceOf(OutsideUnavailableException.class);
    assertThat(chargedCents()).as("the bank has charged").isEqualTo(1_234);
    assertThat(payments.number("SELECT COUNT(*) FROM payment")).isZero();

    // when
    StepResult again = charge("order-1", "card-000");

    // then
    assertThat(again)
        .isEqualTo(StepResult.succeeded(new CardCharged("order-1", "charge-1", 1_234L, "EUR")));
    assertThat(chargedCents()).isEqualTo(1_234);
    assertThat(payments.number(NOTED, "order-1", "CHARGED")).isEqualTo(1);
  }

  @Test
  void shouldRefundAChargeThatNobodyHeardOf() throws Exception {
    // given
    line.next(Interceptor.Fate.LOSE_ANSWER);
    assertThatThrownBy(() -> charge("order-1", "card-000"))
        .isInstanceOf(OutsideUnavailableException.class);

    // when
    StepResult result = refund("order-1");

    // then
    assertThat(result).isEqualTo(StepResult.succeeded(new CardRefunded("order-1", 1_234L, "EUR")));
    assertThat(chargedCents()).isZero();
    assertThat(payments.number("SELECT COUNT(*) FROM payment")).isZero();
  }

  @Test
  void shouldRefuseTheChargeWhenItsRefundOvertakesIt() throws Exception {
    // given
    line.next(Interceptor.Fate.HOLD_REQUEST);
    CompletableFuture<StepResult> charging =
        CompletableFuture.supplyAsync(() -> unchecked(() -> charge("order-1", "card-000")));
    line.awaitHeld();

    // when
    StepResult refunded = refund("order-1");
    line.release();

    // then
    assertThat(refunded).isEqualTo(StepResult.succeeded(new CardRefunded("order-1", 0L, "XXX")));
    assertThat(charging.get(30, TimeUnit.SECONDS))
        .isInstanceOfSatisfying(
            StepResult.Rejected.class,
            rejected -> assertThat(rejected.code()).isEqualTo("CANCELLED_BEFORE"));
    assertThat(chargedCents()).isZero();
    assertThat(payments.number("SELECT COUNT(*) FROM payment")).isZero();
  }

  @Test
  void shouldSayThatTheOutcomeIsUnknownWhenTheBankCannotBeReached() {
    // given
    bank.close();

    // then
    assertThatThrownBy(() -> charge("order-1", "card-000"))
        .isInstanceOf(OutsideUnavailableException.class)
        .hasMessageContaining("/charges");
    assertThatThrownBy(() -> refund("order-1")).isInstanceOf(OutsideUnavailableException.class);
  }

  private StepResult charge(String order, String card) throws Exception {
    return payments.inTwoPhases(
        charge,
        new ChargeCard(order, card, 1_234L, "EUR"),
        HandlerContext.key(order, Action.EXECUTE));
  }

  private StepResult refund(String order) throws Exception {
    return payments.inTwoPhases(
        refund, new RefundCard(order, null), HandlerContext.key(order, Action.COMPENSATE));
  }

  private long chargedCents() throws Exception {
    return SampleCluster.number(
        bank.dataSource(), "SELECT charged_cents FROM card WHERE card_token = 'card-000'");
  }

  private interface Attempt {
    StepResult make() throws Exception;
  }

  private static StepResult unchecked(Attempt attempt) {
    try {
      return attempt.make();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
