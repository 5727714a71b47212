package dev.sagas.samples.payments;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sagas.participant.CommandContext;
import dev.sagas.participant.StepResult;
import dev.sagas.participant.TwoPhaseHandler;
import dev.sagas.samples.schema.order.CardCharged;
import dev.sagas.samples.schema.order.ChargeCard;
import dev.sagas.samples.service.OutsideClient;
import dev.sagas.samples.service.Sql;
import java.sql.SQLException;
import java.util.Map;

/** Asks the bank to charge a card, and records the result. */
record CardCharge(OutsideClient bank) implements TwoPhaseHandler<ChargeCard> {
  @Override
  public StepResult handle(ChargeCard command, CommandContext context) throws InterruptedException {
    OutsideClient.Call call =
        new OutsideClient.Call(
            "/charges",
            context.deduplicationKey(),
            Map.of(
                "orderId", command.getOrderId(),
                "cardToken", command.getCardToken(),
                "amountCents", command.getAmountCents(),
                "currency", command.getCurrency()),
            context.deadline());
    return bank.post(call, CardCharge::reply);
  }

  private static CardCharged reply(JsonNode charge) {
    return new CardCharged(
        charge.path("orderId").asText(),
        charge.path("id").asText(),
        charge.path("amountCents").asLong(),
        charge.path("currency").asText());
  }

  @Override
  public void record(ChargeCard command, StepResult result, CommandContext context)
      throws SQLException {
    if (result instanceof StepResult.Succeeded succeeded
        && succeeded.reply() instanceof CardCharged charged) {
      new Sql(context.connection())
          .update(
              """
              INSERT INTO payment (charge_key, order_id, payment_id, amount_cents, currency, status)
              VALUES (?, ?, ?, ?, ?, 'CHARGED')
              """,
              context.deduplicationKey().toString(),
              command.getOrderId(),
              charged.getPaymentId(),
              charged.getAmountCents(),
              charged.getCurrency());
    }
  }
}
