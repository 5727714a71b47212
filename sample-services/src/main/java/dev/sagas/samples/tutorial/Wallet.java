package dev.sagas.samples.tutorial;

import dev.sagas.participant.CommandContext;
import dev.sagas.participant.JdbcFence;
import dev.sagas.participant.Participant;
import dev.sagas.participant.StepResult;
import dev.sagas.samples.schema.tutorial.PaymentTaken;
import dev.sagas.samples.schema.tutorial.TakePayment;
import dev.sagas.samples.service.Sql;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;

/** The participant that has the customers' money. */
final class Wallet {
  private Wallet() {}

  static Participant participant(DataSource database, Map<String, Object> kafka) {
    return Participant.named("wallet")
        .kafka(kafka)
        .fence(JdbcFence.on(database))
        .replies(PaymentTaken.class)
        .handle(TakePayment.class, Wallet::take)
        .build();
  }

  static StepResult take(TakePayment command, CommandContext context) throws SQLException {
    int taken =
        new Sql(context.connection())
            .update(
                """
                UPDATE account SET balance_cents = balance_cents - ?
                WHERE customer = ? AND balance_cents >= ?
                """,
                command.getPriceCents(),
                command.getCustomer(),
                command.getPriceCents());
    return taken == 0
        ? StepResult.rejected("BALANCE_TOO_LOW", "The wallet does not hold enough")
        : StepResult.succeeded(new PaymentTaken(command.getBookingId()));
  }
}
