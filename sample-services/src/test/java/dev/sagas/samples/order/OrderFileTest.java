package dev.sagas.samples.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.samples.order.SampleOrder.Because;
import dev.sagas.samples.order.SampleOrder.Expected;
import java.io.BufferedReader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderFileTest {
  private static final Path COMMITTED = Path.of("orders.ndjson");

  @TempDir private Path directory;

  @Test
  void shouldBeTheCommittedFileWhenGeneratedAgain() throws Exception {
    // given
    Path again = directory.resolve("again.ndjson");

    // when
    OrderFile.write(again, OrderFileGenerator.orders(1_000));

    // then
    assertThat(again).hasSameTextualContentAs(COMMITTED);
  }

  @Test
  void shouldReadWhatWasWritten() {
    assertThat(OrderFile.read(COMMITTED)).isEqualTo(OrderFileGenerator.orders(1_000).toList());
  }

  @Test
  void shouldBeginAlikeWhenMoreOrdersAreAskedFor() {
    assertThat(OrderFileGenerator.orders(50).toList())
        .isEqualTo(OrderFileGenerator.orders(500).limit(50).toList());
  }

  @Test
  void shouldBeARealisticMix() {
    // when
    Map<Because, Long> mix =
        OrderFile.read(COMMITTED).stream()
            .collect(Collectors.groupingBy(SampleOrder::because, Collectors.counting()));

    // then
    assertThat(mix).containsOnlyKeys(Because.values());
    assertThat(mix.get(Because.PAID)).isBetween(850L, 910L);
    assertThat(mix.values()).allSatisfy(count -> assertThat(count).isGreaterThanOrEqualTo(5));
  }

  @Test
  void shouldDecideOutcomesByTheOrderAlone() {
    for (SampleOrder order : OrderFileGenerator.orders(20_000).toList()) {
      // then
      assertThat(order.totalCents())
          .isEqualTo(
              order.lines().stream().mapToLong(l -> l.quantity() * l.unitPriceCents()).sum());
      assertThat(new HashSet<>(order.lines().stream().map(SampleOrder.Line::productId).toList()))
          .hasSameSizeAs(order.lines());
      assertThat(order.expected() == Expected.COMPLETED).isEqualTo(order.because() == Because.PAID);
      assertThat(failures(order))
          .as(order.orderId())
          .isEqualTo(order.because() == Because.PAID ? List.of() : List.of(order.because()));
    }
  }

  /** Every step that would fail, judged by the services' initial data. */
  private static List<Because> failures(SampleOrder order) {
    List<Because> failures = new ArrayList<>();
    boolean person = order.customerId().startsWith("private-");
    if (person && order.totalCents() > OrderFileGenerator.PRIVATE_LIMIT_CENTS) {
      failures.add(Because.CREDIT_REFUSED);
    }
    if (!person && !order.customerId().startsWith("customer-")) {
      failures.add(Because.UNKNOWN_CUSTOMER);
    }
    if (order.lines().stream().anyMatch(line -> line.productId().compareTo("product-180") >= 0)) {
      failures.add(Because.OUT_OF_STOCK);
    }
    if (order.cardToken().startsWith("card-blocked-")) {
      failures.add(Because.CARD_DECLINED);
    }
    if (order.carrier().equals("snail-mail")) {
      failures.add(Because.CARRIER_TIMEOUT);
    }
    return failures;
  }

  @Test
  void shouldNameTheLineWhenItIsNoOrder() {
    assertThatThrownBy(() -> read("\n{\"orderId\": \"order-1\"}\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("test line 2");
    assertThatThrownBy(() -> read("garbage"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("test line 1");
  }

  @Test
  void shouldNameTheOrderWhenItIsThereTwice() throws Exception {
    // given
    String line = Files.readAllLines(COMMITTED).get(0);

    // then
    assertThatThrownBy(() -> read(line + "\n" + line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line 2 has order-0000001 again");
  }

  @Test
  void shouldRefuseWhenMoreOrdersAreAskedForThanTheServicesHaveStockFor() {
    assertThatThrownBy(() -> OrderFileGenerator.orders(1_000_001))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1000000");
  }

  private static List<SampleOrder> read(String text) throws Exception {
    return OrderFile.read(new BufferedReader(new StringReader(text)), "test");
  }
}
