package com.example.shop.spring;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class Accounts {
  private final JdbcClient jdbc;

  Accounts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The number of the charge, if the balance is high enough. */
  Optional<Long> charge(String orderId, String customer, long cents) {
    return jdbc.sql(
            """
            WITH taken AS (
              UPDATE account SET balance_cents = balance_cents - :cents
              WHERE customer = :customer AND balance_cents >= :cents RETURNING customer)
            INSERT INTO charge (order_id, amount_cents) SELECT :order, :cents FROM taken
            RETURNING charge_no
            """)
        .param("order", orderId)
        .param("customer", customer)
        .param("cents", cents)
        .query(Long.class)
        .optional();
  }
}
