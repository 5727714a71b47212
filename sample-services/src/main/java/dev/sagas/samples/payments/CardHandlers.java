package dev.sagas.samples.payments;

import dev.sagas.participant.CommandContext;
import dev.sagas.participant.StepResult;
import dev.sagas.samples.schema.order.CardCharged;
import dev.sagas.samples.schema.order.CardRefunded;
import dev.sagas.samples.schema.order.ChargeCard;
import dev.sagas.samples.schema.order.RefundCard;
import dev.sagas.samples.service.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What the payments service does with its commands. */
final class CardHandlers {
  private static final String PAYMENT_PREFIX = "pay-";

  private record Payment(long number, String cardToken, long amountCents, String currency) {
    String id() {
      return PAYMENT_PREFIX + number;
    }
  }

  private CardHandlers() {}

  static StepResult charge(ChargeCard command, CommandContext context) throws SQLException {
    Sql sql = new Sql(context.connection());
    Optional<Boolean> blocked =
        sql.first(
            "SELECT blocked FROM card WHERE card_token = ?",
            row -> row.getBoolean(1),
            command.getCardToken());
    if (blocked.isEmpty()) {
      return StepResult.rejected("UNKNOWN_CARD", "There is no such card");
    }
    if (blocked.get()) {
      return StepResult.rejected("CARD_DECLINED", "The card was declined by its issuer");
    }
    sql.update(
        "UPDATE card SET charged_cents = charged_cents + ? WHERE card_token = ?",
        command.getAmountCents(),
        command.getCardToken());
    long number =
        sql.insert(
            "INSERT INTO payment (order_id, card_token, amount_cents, currency, status)"
                + " VALUES (?, ?, ?, ?, 'CHARGED')",
            "payment_no",
            command.getOrderId(),
            command.getCardToken(),
            command.getAmountCents(),
            command.getCurrency());
    return StepResult.succeeded(
        new CardCharged(
            command.getOrderId(),
            PAYMENT_PREFIX + number,
            command.getAmountCents(),
            command.getCurrency()));
  }

  static StepResult refund(RefundCard command, CommandContext context) throws SQLException {
    Sql sql = new Sql(context.connection());
    List<Payment> charged =
        sql.list(
            "SELECT payment_no, card_token, amount_cents, currency FROM payment"
                + " WHERE order_id = ? AND status = 'CHARGED'",
            row -> new Payment(row.getLong(1), row.getString(2), row.getLong(3), row.getString(4)),
            command.getOrderId());
    Optional<Payment> found =
        charged.stream()
            .filter(
                payment ->
                    command.getPaymentId() == null || payment.id().equals(command.getPaymentId()))
            .findFirst();
    if (found.isEmpty()) {
      return StepResult.rejected(
          "NOTHING_CHARGED", "There is no such payment for order " + command.getOrderId());
    }
    Payment payment = found.get();
    sql.update("UPDATE payment SET status = 'REFUNDED' WHERE payment_no = ?", payment.number());
    sql.update(
        "UPDATE card SET charged_cents = charged_cents - ? WHERE card_token = ?",
        payment.amountCents(),
        payment.cardToken());
    return StepResult.succeeded(
        new CardRefunded(command.getOrderId(), payment.amountCents(), payment.currency()));
  }
}
