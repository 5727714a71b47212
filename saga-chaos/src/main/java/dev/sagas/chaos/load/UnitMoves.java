package dev.sagas.chaos.load;

import dev.sagas.chaos.cluster.Pause;
import dev.sagas.participant.CommandContext;
import dev.sagas.participant.StepResult;
import dev.sagas.samples.schema.chaos.MoveUnits;
import dev.sagas.samples.schema.chaos.ReturnUnits;
import dev.sagas.samples.schema.chaos.UnitsMoved;
import dev.sagas.samples.schema.chaos.UnitsReturned;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The handlers of a participant, which move units between its accounts. */
final class UnitMoves {
  private static final String ADD_EFFECT =
      """
      INSERT INTO effect (dedup_key, saga_id, transit, at_ms, value)
      VALUES (?, ?, ?, (extract(epoch FROM clock_timestamp()) * 1000)::bigint, ?)
      """;
  private static final String ADD_TO_ACCOUNT =
      """
      INSERT INTO account (name, balance) VALUES (?, ?)
      ON CONFLICT (name) DO UPDATE SET balance = account.balance + excluded.balance
      """;

  private final long seed;

  UnitMoves(long seed) {
    this.seed = seed;
  }

  StepResult move(MoveUnits command, CommandContext context)
      throws SQLException, InterruptedException {
    ParticipantChoice choice = ParticipantChoice.of(seed, context.deduplicationKey());
    Pause.ofMs(choice.delayMs());
    if (context.attempt() <= choice.failures()) {
      return StepResult.failed("BUSY", "Attempt " + context.attempt() + " fails");
    }
    if (choice.rejects() && command.getMayReject()) {
      return StepResult.rejected("NO_UNITS", "There are no units for this saga");
    }
    Move move = new Move(command.getFrom(), command.getTo(), command.getUnits());
    String moveId = context.deduplicationKey().toString();
    record(context, move);
    return StepResult.succeeded(new UnitsMoved(command.getSagaId(), moveId));
  }

  StepResult moveBack(ReturnUnits command, CommandContext context)
      throws SQLException, InterruptedException {
    ParticipantChoice choice = ParticipantChoice.of(seed, context.deduplicationKey());
    Pause.ofMs(choice.delayMs());
    if (context.attempt() <= choice.failures()) {
      return StepResult.failed("BUSY", "Attempt " + context.attempt() + " fails");
    }
    record(context, new Move(command.getTo(), command.getFrom(), command.getUnits()));
    return StepResult.succeeded(new UnitsReturned(command.getSagaId()));
  }

  private static void record(CommandContext context, Move move) throws SQLException {
    Connection connection = context.connection();
    try (PreparedStatement effect = connection.prepareStatement(ADD_EFFECT)) {
      effect.setString(1, context.deduplicationKey().toString());
      effect.setString(2, context.sagaId().value());
      effect.setLong(3, move.intoTransit());
      effect.setString(4, move.toString());
      effect.executeUpdate();
    }
    try (PreparedStatement account = connection.prepareStatement(ADD_TO_ACCOUNT)) {
      // Always in the order of the names, so that no two commands wait for each other.
      boolean fromFirst = move.from().compareTo(move.to()) < 0;
      add(account, fromFirst ? move.from() : move.to(), fromFirst ? -move.units() : move.units());
      add(account, fromFirst ? move.to() : move.from(), fromFirst ? move.units() : -move.units());
    }
  }

  private static void add(PreparedStatement account, String name, int units) throws SQLException {
    account.setString(1, name);
    account.setLong(2, units);
    account.executeUpdate();
  }

  /** Some units from one account to another. */
  private record Move(String from, String to, int units) {
    int intoTransit() {
      return (to.startsWith(Accounts.TRANSIT) ? units : 0)
          - (from.startsWith(Accounts.TRANSIT) ? units : 0);
    }

    @Override
    public String toString() {
      return "%s units from %s to %s".formatted(units, from, to);
    }
  }
}
