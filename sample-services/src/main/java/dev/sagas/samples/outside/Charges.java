package dev.sagas.samples.outside;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.samples.service.Sql;
import java.sql.SQLException;
import java.util.Optional;

/** The bank. */
final class Charges implements Effect<Charges.Request> {
  private static final int PAYMENT_REQUIRED = 402;

  /** A request to the bank. */
  record Request(String orderId, String cardToken, long amountCents, String currency) {
    Request {
      Limits.text("orderId", orderId, 200);
      Limits.text("cardToken", cardToken, 64);
      Limits.positive("amountCents", amountCents);
      Limits.text("currency", currency, 3);
    }
  }

  @Override
  public String kind() {
    return "charge";
  }

  @Override
  public Class<Request> requestType() {
    return Request.class;
  }

  @Override
  public Answer take(Sql sql, String key, Request request) throws SQLException {
    Optional<Boolean> blocked =
        sql.first(
            "SELECT blocked FROM card WHERE card_token = ?",
            row -> row.getBoolean(1),
            request.cardToken());
    if (blocked.isEmpty()) {
      return Answer.problem(PAYMENT_REQUIRED, "UNKNOWN_CARD", "There is no such card");
    }
    if (blocked.get()) {
      return Answer.problem(
          PAYMENT_REQUIRED, "CARD_DECLINED", "The card was declined by its issuer");
    }
    sql.update(
        "UPDATE card SET charged_cents = charged_cents + ? WHERE card_token = ?",
        request.amountCents(),
        request.cardToken());
    sql.update(
        """
        INSERT INTO charge (charge_key, order_id, card_token, amount_cents, currency, status)
        VALUES (?, ?, ?, ?, ?, 'CHARGED')
        """,
        key,
        request.orderId(),
        request.cardToken(),
        request.amountCents(),
        request.currency());
    return Answer.taken(find(sql, key).orElseThrow());
  }

  @Override
  public void undo(Sql sql, String key) throws SQLException {
    int cancelled =
        sql.update(
            "UPDATE charge SET status = 'CANCELLED' WHERE charge_key = ? AND status = 'CHARGED'",
            key);
    if (cancelled == 1) {
      sql.update(
          """
          UPDATE card
          SET charged_cents = charged_cents - (SELECT amount_cents FROM charge WHERE charge_key = ?)
          WHERE card_token = (SELECT card_token FROM charge WHERE charge_key = ?)
          """,
          key,
          key);
    }
  }

  @Override
  public Optional<ObjectNode> find(Sql sql, String key) throws SQLException {
    return sql.first(
        """
        SELECT charge_no, order_id, card_token, amount_cents, currency
        FROM charge
        WHERE charge_key = ?
        """,
        row ->
            Answer.JSON
                .createObjectNode()
                .put("id", "charge-" + row.getLong(1))
                .put("orderId", row.getString(2))
                .put("cardToken", row.getString(3))
                .put("amountCents", row.getLong(4))
                .put("currency", row.getString(5)),
        key);
  }
}
