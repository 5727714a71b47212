package dev.sagas.samples.customers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.samples.schema.order.CreditReleased;
import dev.sagas.samples.schema.order.CreditReserved;
import dev.sagas.samples.schema.order.ReleaseCredit;
import dev.sagas.samples.schema.order.ReserveCredit;
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
class CreditHandlersTest {
  private static final String RESERVED =
      "SELECT reserved_cents FROM customer WHERE customer_id = ?";

  @Parameter private TestDatabase kind;
  @TempDir private Path directory;
  private ServiceUnderTest customers;

  @BeforeEach
  void open() {
    customers = ServiceUnderTest.on(kind, CustomersService.SERVICE, directory);
  }

  @AfterEach
  void close() {
    customers.close();
  }

  @Test
  void shouldHoldCreditWhenLimitAllows() throws Exception {
    // when
    CreditReserved reply =
        customers.succeed(
            CreditHandlers::reserve,
            new ReserveCredit("order-1", "private-00", 9_999L, "EUR"),
            CreditReserved.class);

    // then
    assertThat(reply).isEqualTo(new CreditReserved("order-1", 9_999L, 1L, "EUR"));
    assertThat(customers.number(RESERVED, "private-00")).isEqualTo(9_999);
  }

  @Test
  void shouldHoldCreditUpToTheLastCentWhenSeveralOrdersAsk() throws Exception {
    // given
    reserve("order-1", 6_000);
    reserve("order-2", 4_000);

    // when
    String code = refusal("order-3", "private-00", 1, "EUR");

    // then
    assertThat(code).isEqualTo("CREDIT_LIMIT_EXCEEDED");
    assertThat(customers.number(RESERVED, "private-00")).isEqualTo(10_000);
  }

  @Test
  void shouldRefuseWhenCustomerOrCurrencyIsUnknown() throws Exception {
    assertThat(refusal("order-1", "nobody", 1, "EUR")).isEqualTo("UNKNOWN_CUSTOMER");
    assertThat(refusal("order-1", "private-00", 1, "USD")).isEqualTo("CURRENCY_NOT_SUPPORTED");
  }

  @Test
  void shouldGiveBackWhatTheOrderHeldWhenReleased() throws Exception {
    // given
    reserve("order-1", 6_000);
    reserve("order-2", 1_000);

    // when
    CreditReleased reply =
        customers.succeed(
            CreditHandlers::release,
            new ReleaseCredit("order-1", "private-00"),
            CreditReleased.class);

    // then
    assertThat(reply).isEqualTo(new CreditReleased("order-1", 6_000L));
    assertThat(customers.number(RESERVED, "private-00")).isEqualTo(1_000);
  }

  @Test
  void shouldRefuseReleaseWhenNothingIsHeld() throws Exception {
    // given
    reserve("order-1", 6_000);
    ReleaseCredit release = new ReleaseCredit("order-1", "private-00");
    customers.succeed(CreditHandlers::release, release, CreditReleased.class);

    // when
    String code = customers.refusal(CreditHandlers::release, release);

    // then
    assertThat(code).isEqualTo("NOTHING_RESERVED");
    assertThat(customers.number(RESERVED, "private-00")).isZero();
  }

  private void reserve(String order, long cents) throws Exception {
    customers.succeed(
        CreditHandlers::reserve,
        new ReserveCredit(order, "private-00", cents, "EUR"),
        CreditReserved.class);
  }

  private String refusal(String order, String customer, long cents, String currency)
      throws Exception {
    return customers.refusal(
        CreditHandlers::reserve, new ReserveCredit(order, customer, cents, currency));
  }
}
