package dev.sagas.samples.payments;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sagas.participant.CommandContext;
import dev.sagas.participant.StepResult;
import dev.sagas.participant.TwoPhaseHandler;
import dev.sagas.samples.schema.order.CardRefunded;
import dev.sagas.samples.schema.order.RefundCard;
import dev.sagas.samples.service.OutsideClient;
import dev.sagas.samples.service.Sql;
import java.sql.SQLException;
import java.util.Map;

/**
 * Makes sure that the bank's charge does not exist and cannot happen later.
 *
 * <ul>
 *   <li>The charge is named by the key of the original request. So it does not matter whether the
 *       bank's answer, with the payment's id, ever arrived.
 * </ul>
 */
record CardRefund(OutsideClient bank) implements TwoPhaseHandler<RefundCard> {
  /** ISO 4217 for no currency at all. */
  private static final String NO_CURRENCY = "XXX";

  @Override
  public StepResult handle(RefundCard command, CommandContext context) throws InterruptedException {
    OutsideClient.Call call =
        new OutsideClient.Call(
            "/charges/cancel", context.undoes().orElseThrow(), Map.of(), context.deadline());
    return bank.post(call, answer -> reply(command, answer.path("cancelled")));
  }

  private static CardRefunded reply(RefundCard command, JsonNode charge) {
    return new CardRefunded(
        command.getOrderId(),
        charge.path("amountCents").asLong(0),
        charge.path("currency").asText(NO_CURRENCY));
  }

  /** There is no record of a charge whose answer from the bank was lost. */
  @Override
  public void record(RefundCard command, StepResult result, CommandContext context)
      throws SQLException {
    new Sql(context.connection())
        .update(
            "UPDATE payment SET status = 'REFUNDED' WHERE charge_key = ?",
            context.undoes().orElseThrow().toString());
  }
}
