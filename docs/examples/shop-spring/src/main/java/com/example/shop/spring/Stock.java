package com.example.shop.spring;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class Stock {
  private final JdbcClient jdbc;

  Stock(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Whether there was enough. */
  boolean take(String orderId, String item, int quantity) {
    boolean enough =
        jdbc.sql("UPDATE product SET available = available - ? WHERE item = ? AND available >= ?")
                .params(quantity, item, quantity)
                .update()
            == 1;
    if (enough) {
      jdbc.sql("INSERT INTO reservation VALUES (?, ?, ?)").params(orderId, item, quantity).update();
    }
    return enough;
  }

  void giveBack(String orderId) {
    jdbc.sql(
            """
            WITH reserved AS (DELETE FROM reservation WHERE order_id = ? RETURNING *)
            UPDATE product SET available = available + reserved.quantity
            FROM reserved WHERE product.item = reserved.item
            """)
        .param(orderId)
        .update();
  }
}
