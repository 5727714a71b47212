package com.example.shop.client;

import com.example.shop.messages.OrderData;
import com.example.shop.service.Settings;
import dev.sagas.client.SagaClient;
import dev.sagas.client.SagaStart;
import java.time.Duration;

/** Orders lamps and waits for the outcome: {@code PlaceOrder ORDER CUSTOMER QUANTITY}. */
public final class PlaceOrder {
  private static final long LAMP_CENTS = 2_500;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private PlaceOrder() {}

  /** Prints how the order ended. */
  public static void main(String[] args) throws Exception {
    if (args.length != 3) {
      throw new IllegalArgumentException("Expected ORDER CUSTOMER QUANTITY, such as: order-1 ada 2");
    }
    int quantity = Integer.parseInt(args[2]);
    OrderData order =
        new OrderData(args[0], args[1], "lamp", quantity, quantity * LAMP_CENTS, null, null);
    try (SagaClient client = SagaClient.connect(Settings.kafka())) {
      // With an answer, an order that was placed before fails at once.
      SagaStart start = SagaStart.of("shop", order.getOrderId(), order).wantAnswer();
      System.out.println(client.startAndAwait(start, PATIENCE, OrderData.class).get());
    }
  }
}
