package dev.sagas.samples.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.samples.customers.CustomersService;
import dev.sagas.samples.inventory.InventoryService;
import dev.sagas.samples.order.OrderBooks.Report;
import dev.sagas.samples.order.OrderBooks.Total;
import dev.sagas.samples.order.SampleOrder.Because;
import dev.sagas.samples.order.SampleOrder.Expected;
import dev.sagas.samples.order.SampleOrder.Line;
import dev.sagas.samples.orders.OrdersService;
import dev.sagas.samples.payments.PaymentsService;
import dev.sagas.samples.shipping.ShippingService;
import dev.sagas.samples.testing.ServiceUnderTest;
import dev.sagas.samples.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** One order that was paid and one that was undone, and everything that can be wrong with them. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class OrderBooksTest {
  private static final SampleOrder PAID = order("paid", Expected.COMPLETED, Because.PAID);
  private static final SampleOrder UNDONE =
      order("undone", Expected.COMPENSATED, Because.CARRIER_TIMEOUT);

  @Parameter private TestDatabase kind;
  @TempDir private Path directory;
  private ServiceUnderTest orders;
  private ServiceUnderTest customers;
  private ServiceUnderTest inventory;
  private ServiceUnderTest payments;
  private ServiceUnderTest shipping;
  private ServiceUnderTest outside;

  private static SampleOrder order(String id, Expected expected, Because because) {
    return new SampleOrder(
        id,
        "customer-000",
        List.of(new Line("product-001", 2, 100), new Line("product-002", 1, 300)),
        500,
        "EUR",
        "card-000",
        "blue-van",
        "1 Mill Lane, Lowfield",
        expected,
        because);
  }

  @BeforeEach
  void open() throws Exception {
    orders = ServiceUnderTest.on(kind, OrdersService.SERVICE, directory);
    customers = ServiceUnderTest.on(kind, CustomersService.SERVICE, directory);
    inventory = ServiceUnderTest.on(kind, InventoryService.SERVICE, directory);
    payments = ServiceUnderTest.on(kind, PaymentsService.SERVICE, directory);
    shipping = ServiceUnderTest.on(kind, ShippingService.SERVICE, directory);
    outside = ServiceUnderTest.outside(kind, directory);
    book("paid", "APPROVED", "HELD", "CHARGED");
    book("undone", "CANCELLED", "RELEASED", "REFUNDED");
    shipment("paid", 3, "BOOKED");
    booking("paid", 3, "BOOKED");
    customers.tamper("UPDATE customer SET reserved_cents = 500 WHERE customer_id = 'customer-000'");
    inventory.tamper("UPDATE product SET available = stock - 2 WHERE product_id = 'product-001'");
    inventory.tamper("UPDATE product SET available = stock - 1 WHERE product_id = 'product-002'");
    outside.tamper("UPDATE card SET charged_cents = 500 WHERE card_token = 'card-000'");
  }

  private void book(String id, String status, String held, String charged) throws Exception {
    orders.tamper(
        """
        INSERT INTO customer_order (order_id, customer_id, total_cents, currency, status)
        VALUES (?, 'customer-000', 500, 'EUR', ?)
        """,
        id,
        status);
    orders.tamper("INSERT INTO order_line VALUES (?, 'product-001', 2, 100)", id);
    orders.tamper("INSERT INTO order_line VALUES (?, 'product-002', 1, 300)", id);
    credit(id, "customer-000", 500, held);
    stock(id, "product-001", 2, held);
    stock(id, "product-002", 1, held);
    payment(id, id, charged);
    charge(id, id, charged.equals("CHARGED") ? "CHARGED" : "CANCELLED");
  }

  private void credit(String id, String customer, long cents, String status) throws Exception {
    customers.tamper(
        """
        INSERT INTO credit_reservation (order_id, customer_id, amount_cents, status)
        VALUES (?, ?, ?, ?)
        """,
        id,
        customer,
        cents,
        status);
  }

  private void stock(String id, String product, int pieces, String status) throws Exception {
    inventory.tamper(
        """
        INSERT INTO stock_reservation (order_id, product_id, quantity, status)
        VALUES (?, ?, ?, ?)
        """,
        id,
        product,
        pieces,
        status);
  }

  private void payment(String key, String id, String status) throws Exception {
    payments.tamper(
        """
        INSERT INTO payment (charge_key, order_id, payment_id, amount_cents, currency, status)
        VALUES (?, ?, 'charge-1', 500, 'EUR', ?)
        """,
        key,
        id,
        status);
  }

  private void charge(String key, String id, String status) throws Exception {
    use(key, "charge");
    outside.tamper(
        """
        INSERT INTO charge (charge_key, order_id, card_token, amount_cents, currency, status)
        VALUES (?, ?, 'card-000', 500, 'EUR', ?)
        """,
        key,
        id,
        status);
  }

  private void shipment(String id, int pieces, String status) throws Exception {
    shipping.tamper(
        """
        INSERT INTO shipment (booking_key, order_id, tracking_number, carrier, pieces, status)
        VALUES (?, ?, 'parcel-1', 'blue-van', ?, ?)
        """,
        id + "/booking",
        id,
        pieces,
        status);
  }

  private void booking(String id, int pieces, String status) throws Exception {
    use(id + "/booking", "booking");
    outside.tamper(
        """
        INSERT INTO booking (booking_key, order_id, carrier, address, pieces, status)
        VALUES (?, ?, 'blue-van', 'somewhere', ?, ?)
        """,
        id + "/booking",
        id,
        pieces,
        status);
  }

  private void use(String key, String kindOfEffect) throws Exception {
    outside.tamper(
        "INSERT INTO idempotency_key (idempotency_key, kind, cancelled) VALUES (?, ?, FALSE)",
        key,
        kindOfEffect);
  }

  @AfterEach
  void close() {
    Stream.of(orders, customers, inventory, payments, shipping, outside)
        .forEach(ServiceUnderTest::close);
  }

  @Test
  void shouldFindNothingWhenEverythingAddsUp() throws Exception {
    // when
    Report report = check();

    // then
    assertThat(report.violations()).isEmpty();
    assertThat(report.totals())
        .isEqualTo(
            Map.of(
                "credit", new Total("cents", 500, 500),
                "stock", new Total("pieces", 3, 3),
                "payments", new Total("cents", 500, 500),
                "charges", new Total("cents", 500, 500),
                "shipments", new Total("pieces", 3, 3),
                "bookings", new Total("pieces", 3, 3)));
  }

  @Test
  void shouldFindWhenAnOrderHasAnotherStatus() throws Exception {
    orders.tamper("UPDATE customer_order SET status = 'PENDING' WHERE order_id = 'paid'");
    assertViolation("paid: expected to be APPROVED as ordered, but it is PENDING");
  }

  @Test
  void shouldFindWhenAnOrderIsMissing() throws Exception {
    orders.tamper("DELETE FROM order_line WHERE order_id = 'undone'");
    orders.tamper("DELETE FROM customer_order WHERE order_id = 'undone'");
    assertViolation("undone: expected to be CANCELLED as ordered, but it is not recorded");
    assertViolation("undone: credit: effects of an order that is not recorded");
  }

  @Test
  void shouldFindWhenAnOrderWasRecordedOtherwise() throws Exception {
    orders.tamper("UPDATE order_line SET quantity = 3 WHERE product_id = 'product-001'");
    assertViolation("its lines are {product-001=3, product-002=1}");
    orders.tamper("UPDATE order_line SET quantity = 2 WHERE product_id = 'product-001'");
    orders.tamper("UPDATE customer_order SET total_cents = 501 WHERE order_id = 'paid'");
    assertViolation("its total is 501, not 500");
    orders.tamper(
        """
        UPDATE customer_order
        SET total_cents = 500, customer_id = 'customer-001'
        WHERE order_id = 'paid'
        """);
    assertViolation("its customer is customer-001, not customer-000");
  }

  @Test
  void shouldFindWhenCreditOfAnUndoneOrderIsStillHeld() throws Exception {
    customers.tamper("UPDATE credit_reservation SET status = 'HELD' WHERE order_id = 'undone'");
    assertViolation("undone: credit: expected {} for an order that is CANCELLED");
    assertViolation("customer-000: credit: its balance is 500, but its entries add up to 1000");
    assertViolation("credit: expected 500 cents for the given orders, but found 1000");
  }

  @Test
  void shouldFindWhenACentIsMissing() throws Exception {
    outside.tamper("UPDATE charge SET amount_cents = 499 WHERE order_id = 'paid'");
    assertViolation("paid: charges: expected {EUR=500} for an order that is APPROVED");
    assertViolation("card-000: charges: its balance is 500, but its entries add up to 499");
    assertViolation("charges: expected 500 cents for the given orders, but found 499");
    assertViolation(
        "paid: payments and bank: noted 500 EUR for paid, standing,"
            + " but done 499 EUR for paid, standing");
  }

  @Test
  void shouldFindWhenANoteIsACentShort() throws Exception {
    payments.tamper("UPDATE payment SET amount_cents = 499 WHERE order_id = 'paid'");
    assertViolation("paid: payments: expected {EUR=500} for an order that is APPROVED");
    assertViolation("payments: expected 500 cents for the given orders, but found 499");
  }

  @Test
  void shouldFindWhenACardWasChargedTwice() throws Exception {
    charge("paid/2", "paid", "CHARGED");
    outside.tamper("UPDATE card SET charged_cents = 1000 WHERE card_token = 'card-000'");
    assertViolation("paid: charges: more than one effect on EUR");
    assertViolation(
        "paid/2: payments and bank: noted nothing, but done 500 EUR for paid, standing");
  }

  @Test
  void shouldFindWhenACardWasChargedAndRefundedTwice() throws Exception {
    charge("undone/2", "undone", "CANCELLED");
    payment("undone/2", "undone", "REFUNDED");
    assertViolation("undone: payments: more than one effect on EUR");
    assertViolation("undone: charges: more than one effect on EUR");
  }

  @Test
  void shouldFindWhenARefundIsNotedThatTheBankNeverMade() throws Exception {
    outside.tamper("UPDATE charge SET status = 'CHARGED' WHERE order_id = 'undone'");
    outside.tamper("UPDATE card SET charged_cents = 1000 WHERE card_token = 'card-000'");
    assertViolation("undone: charges: expected {} for an order that is CANCELLED");
    assertViolation(
        "undone: payments and bank: noted 500 EUR for undone, undone,"
            + " but done 500 EUR for undone, standing");
  }

  @Test
  void shouldFindWhenAParcelIsNotedThatNoCarrierTook() throws Exception {
    outside.tamper("DELETE FROM booking");
    assertViolation(
        "paid/booking: shipping and carriers: noted 3 blue-van for paid, standing,"
            + " but done nothing");
  }

  @Test
  void shouldAcceptWhenACancelledChargeWasNeverNoted() throws Exception {
    payments.tamper("DELETE FROM payment WHERE order_id = 'undone'");
    assertThat(messages()).isEmpty();
  }

  @Test
  void shouldFindWhenAnApprovedOrderWasUndone() throws Exception {
    shipping.tamper("UPDATE shipment SET status = 'CANCELLED' WHERE order_id = 'paid'");
    assertViolation("paid: shipments: undone on parcel, but it is APPROVED");
    assertViolation("shipments: expected 3 pieces for the given orders, but found 0");
  }

  @Test
  void shouldFindWhenAnUndoneOrderIsStillShipped() throws Exception {
    shipment("undone", 3, "BOOKED");
    assertViolation("undone: shipments: expected {} for an order that is CANCELLED");
  }

  @Test
  void shouldFindWhenStockWasTakenFromAnotherProduct() throws Exception {
    inventory.tamper(
        """
        UPDATE stock_reservation SET product_id = 'product-003'
        WHERE order_id = 'paid' AND product_id = 'product-001'
        """);
    assertViolation("paid: stock: expected {product-001=2, product-002=1}");
    assertViolation("product-001: stock: its balance is 2, but its entries add up to 0");
    assertViolation("product-003: stock: its balance is 0, but its entries add up to 2");
  }

  @Test
  void shouldFindWhenABalanceIsOff() throws Exception {
    customers.tamper("UPDATE customer SET reserved_cents = 499 WHERE customer_id = 'customer-000'");
    assertThat(messages())
        .containsExactly("customer-000: credit: its balance is 499, but its entries add up to 500");
  }

  @Test
  void shouldFindWhenAnEffectBelongsToNoOrder() throws Exception {
    credit("stranger", "customer-001", 1, "RELEASED");
    assertViolation("stranger: credit: effects of an order that is not recorded");
  }

  private void assertViolation(String text) throws Exception {
    assertThat(messages()).anyMatch(message -> message.contains(text));
  }

  private List<String> messages() throws Exception {
    return check().violations().stream().map(Object::toString).toList();
  }

  private Report check() throws Exception {
    return new OrderBooks(
            orders.dataSource(),
            customers.dataSource(),
            inventory.dataSource(),
            payments.dataSource(),
            shipping.dataSource(),
            outside.dataSource())
        .check(List.of(PAID, UNDONE));
  }
}
