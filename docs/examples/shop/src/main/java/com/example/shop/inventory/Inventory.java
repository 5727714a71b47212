package com.example.shop.inventory;

import com.example.shop.messages.ReleaseStock;
import com.example.shop.messages.ReserveStock;
import com.example.shop.messages.StockReleased;
import com.example.shop.messages.StockReserved;
import com.example.shop.service.DatabaseSetup;
import com.example.shop.service.Settings;
import dev.sagas.participant.CommandContext;
import dev.sagas.participant.JdbcFence;
import dev.sagas.participant.Participant;
import dev.sagas.participant.StepResult;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;

/** The stock: sets it aside and puts it back. */
public final class Inventory {
  private Inventory() {}

  /** Runs until the process receives a signal to stop. */
  public static void main(String[] args) throws Exception {
    Participant inventory =
        participant(DatabaseSetup.open("inventory", Settings.databaseUrl()), Settings.kafka());
    inventory.start();
    Runtime.getRuntime().addShutdownHook(new Thread(inventory::close));
    inventory.await();
  }

  /** The participant, not yet started. */
  public static Participant participant(DataSource database, Map<String, String> kafka) {
    return Participant.named("inventory")
        .kafka(kafka)
        .fence(JdbcFence.on(database))
        .replies(StockReserved.class, StockReleased.class)
        .handle(ReserveStock.class, Inventory::reserve)
        .handle(ReleaseStock.class, Inventory::release)
        .build();
  }

  /** The transaction of {@code context.connection()} also records the answer: no commit here. */
  static StepResult reserve(ReserveStock command, CommandContext context) throws SQLException {
    try (PreparedStatement take =
        context
            .connection()
            .prepareStatement(
                "UPDATE product SET available = available - ? WHERE item = ? AND available >= ?")) {
      take.setInt(1, command.getQuantity());
      take.setString(2, command.getItem());
      take.setInt(3, command.getQuantity());
      if (take.executeUpdate() == 0) {
        return StepResult.rejected("OUT_OF_STOCK", "Not enough of " + command.getItem());
      }
    }
    try (PreparedStatement note =
        context.connection().prepareStatement("INSERT INTO reservation VALUES (?, ?, ?)")) {
      note.setString(1, command.getOrderId());
      note.setString(2, command.getItem());
      note.setInt(3, command.getQuantity());
      note.executeUpdate();
    }
    return StepResult.succeeded(new StockReserved(command.getOrderId()));
  }

  /** Called only if the stock was reserved, so there is nothing to check. */
  static StepResult release(ReleaseStock command, CommandContext context) throws SQLException {
    try (PreparedStatement putBack =
        context
            .connection()
            .prepareStatement(
                """
                WITH reserved AS (DELETE FROM reservation WHERE order_id = ? RETURNING *)
                UPDATE product SET available = available + reserved.quantity
                FROM reserved WHERE product.item = reserved.item
                """)) {
      putBack.setString(1, command.getOrderId());
      putBack.executeUpdate();
    }
    return StepResult.succeeded(new StockReleased(command.getOrderId()));
  }
}
