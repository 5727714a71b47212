package com.example.shop.shipping;

import com.example.shop.messages.BookParcel;
import com.example.shop.messages.CancelParcel;
import com.example.shop.messages.ParcelBooked;
import com.example.shop.messages.ParcelCancelled;
import com.example.shop.messages.ParcelSent;
import com.example.shop.messages.SendParcel;
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

/** The parcels: books, cancels and sends them. */
public final class Shipping {
  private Shipping() {}

  /** Runs until the process receives a signal to stop. */
  public static void main(String[] args) throws Exception {
    Participant shipping =
        participant(DatabaseSetup.open("shipping", Settings.databaseUrl()), Settings.kafka());
    shipping.start();
    Runtime.getRuntime().addShutdownHook(new Thread(shipping::close));
    shipping.await();
  }

  /** The participant, not yet started. */
  public static Participant participant(DataSource database, Map<String, String> kafka) {
    return Participant.named("shipping")
        .kafka(kafka)
        .fence(JdbcFence.on(database))
        .replies(ParcelBooked.class, ParcelCancelled.class, ParcelSent.class)
        .handle(BookParcel.class, Shipping::book)
        .handle(CancelParcel.class, Shipping::cancel)
        .handle(SendParcel.class, Shipping::send)
        .build();
  }

  static StepResult book(BookParcel command, CommandContext context) throws SQLException {
    try (PreparedStatement insert =
        context
            .connection()
            .prepareStatement(
                "INSERT INTO parcel (order_id, state) VALUES (?, 'BOOKED') RETURNING parcel_no")) {
      insert.setString(1, command.getOrderId());
      try (ResultSet parcel = insert.executeQuery()) {
        parcel.next();
        return StepResult.succeeded(
            new ParcelBooked(command.getOrderId(), "parcel-" + parcel.getLong(1)));
      }
    }
  }

  static StepResult cancel(CancelParcel command, CommandContext context) throws SQLException {
    setState(context, command.getOrderId(), "CANCELLED");
    return StepResult.succeeded(new ParcelCancelled(command.getOrderId()));
  }

  static StepResult send(SendParcel command, CommandContext context) throws SQLException {
    setState(context, command.getOrderId(), "SENT");
    return StepResult.succeeded(new ParcelSent(command.getOrderId()));
  }

  private static void setState(CommandContext context, String orderId, String state)
      throws SQLException {
    try (PreparedStatement update =
        context
            .connection()
            .prepareStatement(
                "UPDATE parcel SET state = ? WHERE order_id = ? AND state = 'BOOKED'")) {
      update.setString(1, state);
      update.setString(2, orderId);
      update.executeUpdate();
    }
  }
}
