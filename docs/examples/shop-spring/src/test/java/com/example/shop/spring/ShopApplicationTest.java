package com.example.shop.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.client.RestClient;

/** Everything together, by HTTP: application, orchestrator, Kafka, registry and PostgreSQL. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(Platform.class)
class ShopApplicationTest {
  @Autowired private JdbcClient jdbc;
  private final RestClient http;

  ShopApplicationTest(@LocalServerPort int port) {
    http =
        RestClient.builder()
            .baseUrl("http://localhost:" + port)
            .defaultStatusHandler(HttpStatusCode::isError, (request, response) -> {})
            .build();
  }

  @BeforeEach
  void everythingRuns() {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> http.get().uri("/actuator/health").retrieve().toBodilessEntity().getStatusCode(),
            HttpStatusCode::is2xxSuccessful);
  }

  private ResponseEntity<String> order(String id, String customer) {
    return http.put()
        .uri("/orders/{id}?customer={customer}&quantity=2", id, customer)
        .retrieve()
        .toEntity(String.class);
  }

  private String value(String sql) {
    return String.valueOf(jdbc.sql(sql).query().singleValue());
  }

  @Test
  void shouldSendTheParcelWhenTheCardIsCharged() {
    assertThat(order("order-1", "ada").getBody()).isEqualTo("order-1: COMPLETED");

    assertThat(value("SELECT state FROM parcel WHERE order_id = 'order-1'")).isEqualTo("SENT");
    assertThat(value("SELECT amount_cents FROM charge WHERE order_id = 'order-1'"))
        .isEqualTo("5000");
    assertThat(order("order-1", "ada").getStatusCode().value()).isEqualTo(409);
  }

  @Test
  void shouldUndoEverythingWhenTheCardIsDeclined() {
    assertThat(order("order-2", "bob").getBody())
        .isEqualTo(
            "order-2: COMPENSATED because of charge-card: CARD_DECLINED (The balance is too low)");

    assertThat(value("SELECT state FROM parcel WHERE order_id = 'order-2'")).isEqualTo("CANCELLED");
    assertThat(value("SELECT COUNT(*) FROM reservation WHERE order_id = 'order-2'")).isEqualTo("0");
    assertThat(value("SELECT balance_cents FROM account WHERE customer = 'bob'")).isEqualTo("1000");
  }
}
