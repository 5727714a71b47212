package dev.sagas.samples.readme;

import dev.sagas.participant.CommandContext;
import dev.sagas.participant.JdbcFence;
import dev.sagas.participant.Participant;
import dev.sagas.participant.StepResult;
import dev.sagas.samples.schema.order.ReleaseStock;
import dev.sagas.samples.schema.order.ReserveStock;
import dev.sagas.samples.schema.order.StockReleased;
import dev.sagas.samples.schema.order.StockReserved;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;

// The README shows the members of this class; ReadmeTest compares them.
final class SmallInventory {
  private SmallInventory() {}

  static Participant inventory(DataSource database, Map<String, String> kafka) {
    return Participant.named("inventory")
        .kafka(kafka) // bootstrap.servers and schema.registry.url
        .fence(JdbcFence.on(database))
        .replies(StockReserved.class, StockReleased.class)
        .handle(ReserveStock.class, SmallInventory::reserve)
        .handle(ReleaseStock.class, SmallInventory::release)
        .build();
  }

  static StepResult reserve(ReserveStock command, CommandContext context) throws SQLException {
    try (var take =
        context
            .connection()
            .prepareStatement("UPDATE product SET available = available - 1 WHERE available > 0")) {
      return take.executeUpdate() == 0
          ? StepResult.rejected("OUT_OF_STOCK", "Nothing is left")
          : StepResult.succeeded(new StockReserved(command.getOrderId(), 1));
    }
  }

  static StepResult release(ReleaseStock command, CommandContext context) throws SQLException {
    try (var giveBack =
        context.connection().prepareStatement("UPDATE product SET available = available + 1")) {
      giveBack.executeUpdate();
      return StepResult.succeeded(new StockReleased(command.getOrderId(), 1));
    }
  }
}
