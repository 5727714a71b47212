package dev.sagas.samples.outside;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sagas.samples.service.Sql;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;

/** Sends requests to the service outside as they come, and looks into its database. */
record OutsideProbe(OutsideService service) {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** What was answered. */
  record Got(int status, JsonNode body) {
    String code() {
      return status + " " + body.path("code").asText();
    }
  }

  Got charge(String key, String order, String card, long cents) throws Exception {
    return post(
        "/charges",
        key,
        """
        {"orderId": "%s", "cardToken": "%s", "amountCents": %d, "currency": "EUR"}
        """
            .formatted(order, card, cents));
  }

  Got book(String key, String order, String carrier) throws Exception {
    return post(
        "/bookings",
        key,
        """
        {"orderId": "%s", "carrier": "%s", "address": "1 Mill Lane", "pieces": 3}
        """
            .formatted(order, carrier));
  }

  Got cancel(String path, String key) throws Exception {
    return post(path + "/cancel", key, "");
  }

  /** An empty key sends no header. */
  Got post(String path, String key, String body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(service.url().resolve(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    if (!key.isEmpty()) {
      request.header("Idempotency-Key", key);
    }
    return send(request.build());
  }

  Got get(String path) throws Exception {
    return send(HttpRequest.newBuilder(service.url().resolve(path)).build());
  }

  private static Got send(HttpRequest request) throws IOException, InterruptedException {
    var response = HTTP.send(request, BodyHandlers.ofString());
    return new Got(response.statusCode(), new ObjectMapper().readTree(response.body()));
  }

  long number(String sql) throws Exception {
    try (Connection connection = service.dataSource().getConnection()) {
      return new Sql(connection).first(sql, row -> row.getLong(1)).orElseThrow();
    }
  }

  long chargedCents(String card) throws Exception {
    return number("SELECT charged_cents FROM card WHERE card_token = '%s'".formatted(card));
  }
}
