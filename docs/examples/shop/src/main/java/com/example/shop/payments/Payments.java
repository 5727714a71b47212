package com.example.shop.payments;

import com.example.shop.messages.CardCharged;
import com.example.shop.messages.ChargeCard;
import com.example.shop.service.DatabaseSetup;
import com.example.shop.service.Settings;
import dev.sagas.participant.CommandContext;
import dev.sagas.participant.JdbcFence;
import dev.sagas.participant.Participant;
import dev.sagas.participant.StepResult;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;

/** The money: charges cards. There is no undo, because the charge is the saga's pivot. */
public final class Payments {
  private Payments() {}

  /** Runs until the process receives a signal to stop. */
  public static void main(String[] args) throws Exception {
    Participant payments =
        participant(DatabaseSetup.open("payments", Settings.databaseUrl()), Settings.kafka());
    payments.start();
    Runtime.getRuntime().addShutdownHook(new Thread(payments::close));
    payments.await();
  }

  /** The participant, not yet started. */
  public static Participant participant(DataSource database, Map<String, String> kafka) {
    return Participant.named("payments")
        .kafka(kafka)
        .fence(JdbcFence.on(database))
        .replies(CardCharged.class)
        .handle(ChargeCard.class, Payments::charge)
        .build();
  }

  static StepResult charge(ChargeCard command, CommandContext context) throws SQLException {
    try (PreparedStatement take =
        context
            .connection()
            .prepareStatement(
                """
                UPDATE account SET balance_cents = balance_cents - ?
                WHERE customer = ? AND balance_cents >= ?
                """)) {
      take.setLong(1, command.getAmountCents());
      take.setString(2, command.getCustomer());
      take.setLong(3, command.getAmountCents());
      if (take.executeUpdate() == 0) {
        return StepResult.rejected("CARD_DECLINED", "The balance is too low");
      }
    }
    try (PreparedStatement note =
        context
            .connection()
            .prepareStatement(
                "INSERT INTO charge (order_id, amount_cents) VALUES (?, ?) RETURNING charge_no")) {
      note.setString(1, command.getOrderId());
      note.setLong(2, command.getAmountCents());
      try (ResultSet charge = note.executeQuery()) {
        charge.next();
        return StepResult.succeeded(
            new CardCharged(command.getOrderId(), "charge-" + charge.getLong(1)));
      }
    }
  }
}
