package dev.sagas.samples.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.samples.order.OrderFileGenerator;
import dev.sagas.samples.order.SampleOrder;
import dev.sagas.samples.testing.TestDatabase;
import dev.sagas.schema.SagaOutcome;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the order fulfilment must do in every environment. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OrderSagaContract {
  private static final int ORDERS = 60;

  private Backbone backbone;
  private OrderSystem system;

  abstract Backbone startBackbone(Path dataDirectory);

  /** Where the services keep their data. */
  TestDatabase database() {
    return TestDatabase.H2;
  }

  /** Settings of the serializers. */
  Map<String, String> serde() {
    return Map.of();
  }

  @BeforeAll
  void start(@TempDir Path directory) throws InterruptedException {
    backbone = startBackbone(directory);
    system = new OrderSystem(backbone, directory, database(), serde());
  }

  @AfterAll
  void stop() {
    if (system != null) {
      system.close();
    }
    if (backbone != null) {
      backbone.close();
    }
  }

  @Test
  void shouldEndEveryOrderAsExpectedWhenSomeFail() throws Exception {
    // given
    List<SampleOrder> orders = OrderFileGenerator.orders(ORDERS).toList();

    // when
    Map<SampleOrder, CompletableFuture<SagaOutcome>> running = new LinkedHashMap<>();
    orders.forEach(order -> running.put(order, system.run(order)));

    // then
    for (Map.Entry<SampleOrder, CompletableFuture<SagaOutcome>> order : running.entrySet()) {
      SagaOutcome outcome = order.getValue().get(3, TimeUnit.MINUTES);
      assertThat(outcome.getOutcome().name().toLowerCase(Locale.ROOT))
          .as(order.getKey().orderId() + " " + order.getKey().because())
          .isEqualTo(order.getKey().expected().name().toLowerCase(Locale.ROOT));
    }
    assertThat(running.values().stream().map(future -> future.join().getOutcome().name()))
        .contains("COMPLETED", "COMPENSATED");
    assertThat(system.checkBooks(orders).violations()).isEmpty();
    assertThat(system.audit().violations()).isEmpty();
    assertThat(system.audit().counts().sagas()).isEqualTo(ORDERS);
  }
}
