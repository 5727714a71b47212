package com.example.shop.spring;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class Parcels {
  private final JdbcClient jdbc;

  Parcels(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The parcel's number. */
  long book(String orderId) {
    return jdbc.sql("INSERT INTO parcel (order_id, state) VALUES (?, 'BOOKED') RETURNING parcel_no")
        .param(orderId)
        .query(Long.class)
        .single();
  }

  void setState(String orderId, String state) {
    jdbc.sql("UPDATE parcel SET state = ? WHERE order_id = ? AND state = 'BOOKED'")
        .params(state, orderId)
        .update();
  }
}
