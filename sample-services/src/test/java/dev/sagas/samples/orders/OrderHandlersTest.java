package dev.sagas.samples.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.samples.schema.order.ApproveOrder;
import dev.sagas.samples.schema.order.CancelOrder;
import dev.sagas.samples.schema.order.CreateOrder;
import dev.sagas.samples.schema.order.OrderApproved;
import dev.sagas.samples.schema.order.OrderCancelled;
import dev.sagas.samples.schema.order.OrderCreated;
import dev.sagas.samples.schema.order.OrderLine;
import dev.sagas.samples.testing.ServiceUnderTest;
import dev.sagas.samples.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class OrderHandlersTest {
  private static final String WITH_STATUS = "SELECT COUNT(*) FROM customer_order WHERE status = ?";
  private static final CreateOrder ORDER =
      new CreateOrder(
          "order-1",
          "customer-000",
          List.of(new OrderLine("product-001", 2, 100L), new OrderLine("product-002", 1, 300L)),
          500L,
          "EUR");

  @Parameter private TestDatabase kind;
  @TempDir private Path directory;
  private ServiceUnderTest orders;

  @BeforeEach
  void open() {
    orders = ServiceUnderTest.on(kind, OrdersService.SERVICE, directory);
  }

  @AfterEach
  void close() {
    orders.close();
  }

  @Test
  void shouldRecordThePendingOrderWithItsLinesWhenCreated() throws Exception {
    // when
    OrderCreated reply = orders.succeed(OrderHandlers::create, ORDER, OrderCreated.class);

    // then
    assertThat(reply).isEqualTo(new OrderCreated("order-1"));
    assertThat(orders.number(WITH_STATUS, "PENDING")).isEqualTo(1);
    assertThat(orders.number("SELECT SUM(quantity * unit_price_cents) FROM order_line"))
        .isEqualTo(500);
    assertThat(orders.refusal(OrderHandlers::create, ORDER)).isEqualTo("ORDER_EXISTS");
  }

  @Test
  void shouldApproveWhenPending() throws Exception {
    // given
    orders.succeed(OrderHandlers::create, ORDER, OrderCreated.class);

    // when
    ApproveOrder approve = new ApproveOrder("order-1");
    orders.succeed(OrderHandlers::approve, approve, OrderApproved.class);

    // then
    assertThat(orders.number(WITH_STATUS, "APPROVED")).isEqualTo(1);
    assertThat(orders.refusal(OrderHandlers::approve, approve)).isEqualTo("ORDER_NOT_PENDING");
    assertThat(orders.refusal(OrderHandlers::cancel, new CancelOrder("order-1")))
        .isEqualTo("ORDER_NOT_PENDING");
  }

  @Test
  void shouldCancelWhenPending() throws Exception {
    // given
    orders.succeed(OrderHandlers::create, ORDER, OrderCreated.class);

    // when
    orders.succeed(OrderHandlers::cancel, new CancelOrder("order-1"), OrderCancelled.class);

    // then
    assertThat(orders.number(WITH_STATUS, "CANCELLED")).isEqualTo(1);
    assertThat(orders.refusal(OrderHandlers::approve, new ApproveOrder("order-1")))
        .isEqualTo("ORDER_NOT_PENDING");
  }
}
