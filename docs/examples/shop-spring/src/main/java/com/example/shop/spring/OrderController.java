package com.example.shop.spring;

import com.example.shop.messages.OrderData;
import dev.sagas.client.SagaClient;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Orders lamps: {@code PUT /orders/order-1?customer=ada&quantity=2} says how the order ended. */
@RestController
class OrderController {
  private static final long LAMP_CENTS = 2_500;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final OrderDesk desk;
  private final SagaClient sagas;

  OrderController(OrderDesk desk, SagaClient sagas) {
    this.desk = desk;
    this.sagas = sagas;
  }

  @PutMapping("/orders/{id}")
  CompletableFuture<String> place(
      @PathVariable String id, @RequestParam String customer, @RequestParam int quantity) {
    // Listens before it orders, so as to miss nothing.
    CompletableFuture<String> outcome =
        sagas
            .outcomeOf(id, PATIENCE.multipliedBy(2))
            .thenApply(ended -> sagas.resultOf(ended, OrderData.class).toString())
            .completeOnTimeout(id + " is not over yet", PATIENCE.toSeconds(), TimeUnit.SECONDS);
    desk.place(new OrderData(id, customer, "lamp", quantity, quantity * LAMP_CENTS, null, null));
    return outcome;
  }

  @ExceptionHandler
  @ResponseStatus(HttpStatus.CONFLICT)
  String orderedBefore(DuplicateKeyException e) {
    return "There is an order with this id";
  }
}
