package dev.sagas.samples.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.participant.StepResult;
import dev.sagas.samples.schema.order.OrderLine;
import dev.sagas.samples.schema.order.ReleaseStock;
import dev.sagas.samples.schema.order.ReserveStock;
import dev.sagas.samples.schema.order.StockReleased;
import dev.sagas.samples.schema.order.StockReserved;
import dev.sagas.samples.testing.ServiceUnderTest;
import dev.sagas.samples.testing.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class StockHandlersTest {
  private static final String AVAILABLE = "SELECT available FROM product WHERE product_id = ?";

  @Parameter private TestDatabase kind;
  @TempDir private Path directory;
  private ServiceUnderTest inventory;

  @BeforeEach
  void open() {
    inventory = ServiceUnderTest.on(kind, InventoryService.SERVICE, directory);
  }

  @AfterEach
  void close() {
    inventory.close();
  }

  @Test
  void shouldSetEveryLineAsideWhenAllAreInStock() throws Exception {
    // when
    StockReserved reply =
        inventory.succeed(
            StockHandlers::reserve,
            order("order-1", line("product-195", 2), line("product-007", 5)),
            StockReserved.class);

    // then
    assertThat(reply).isEqualTo(new StockReserved("order-1", 7));
    assertThat(inventory.number(AVAILABLE, "product-195")).isZero();
    assertThat(inventory.number(AVAILABLE, "product-007")).isEqualTo(100_000_000 - 5);
  }

  @Test
  void shouldSetNothingAsideWhenOneLineIsOutOfStock() throws Exception {
    // when
    String code =
        inventory.refusal(
            StockHandlers::reserve,
            order("order-1", line("product-007", 5), line("product-195", 3)));

    // then
    assertThat(code).isEqualTo("OUT_OF_STOCK");
    assertThat(inventory.number(AVAILABLE, "product-007")).isEqualTo(100_000_000);
    assertThat(inventory.number("SELECT COUNT(*) FROM stock_reservation")).isZero();
  }

  @Test
  void shouldPutEveryLineBackWhenReleased() throws Exception {
    // given
    inventory.succeed(
        StockHandlers::reserve,
        order("order-1", line("product-195", 2), line("product-007", 5)),
        StockReserved.class);

    // when
    StockReleased reply =
        inventory.succeed(StockHandlers::release, new ReleaseStock("order-1"), StockReleased.class);

    // then
    assertThat(reply).isEqualTo(new StockReleased("order-1", 7));
    assertThat(inventory.number(AVAILABLE, "product-195")).isEqualTo(2);
    assertThat(inventory.number(AVAILABLE, "product-007")).isEqualTo(100_000_000);
    assertThat(inventory.refusal(StockHandlers::release, new ReleaseStock("order-1")))
        .isEqualTo("NOTHING_RESERVED");
  }

  @Test
  void shouldSellNoMoreThanThereIsWhenOrdersCompete() throws Exception {
    // given
    inventory.tamper(
        "UPDATE product SET stock = 20, available = 20 WHERE product_id = ?", "product-195");
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Callable<StepResult>> orders = new ArrayList<>();
    // Lines in both orders: rows locked crosswise would end in a deadlock.
    IntStream.range(0, 60)
        .forEach(
            i ->
                orders.add(
                    () ->
                        inventory.handle(
                            StockHandlers::reserve,
                            i % 2 == 0
                                ? order(
                                    "order-" + i, line("product-001", 1), line("product-195", 1))
                                : order(
                                    "order-" + i,
                                    line("product-195", 1),
                                    line("product-001", 1)))));

    // when
    long sold = 0;
    for (Future<StepResult> result : threads.invokeAll(orders)) {
      sold += result.get() instanceof StepResult.Succeeded ? 1 : 0;
    }
    threads.shutdown();

    // then
    assertThat(sold).isEqualTo(20);
    assertThat(inventory.number(AVAILABLE, "product-195")).isZero();
    assertThat(inventory.number(AVAILABLE, "product-001")).isEqualTo(100_000_000 - 20);
  }

  private static ReserveStock order(String id, OrderLine... lines) {
    return new ReserveStock(id, List.of(lines));
  }

  private static OrderLine line(String product, int quantity) {
    return new OrderLine(product, quantity, 100L);
  }
}
