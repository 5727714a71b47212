package com.example.shop.spring;

import com.example.shop.messages.OrderData;
import dev.sagas.spring.transaction.TransactionalOutbox;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes orders: the order and the request of its saga are committed together, or neither is. */
@Service
class OrderDesk {
  private final JdbcClient jdbc;
  private final TransactionalOutbox outbox;

  OrderDesk(JdbcClient jdbc, TransactionalOutbox outbox) {
    this.jdbc = jdbc;
    this.outbox = outbox;
  }

  /**
   * Stores the order and starts its saga.
   *
   * @throws org.springframework.dao.DuplicateKeyException if there is one with its id
   */
  @Transactional
  public void place(OrderData order) {
    jdbc.sql("INSERT INTO customer_order VALUES (?, ?, ?)")
        .params(order.getOrderId(), order.getCustomer(), order.getQuantity())
        .update();
    outbox.start("shop", order.getOrderId(), order);
  }
}
