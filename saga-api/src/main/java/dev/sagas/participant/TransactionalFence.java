package dev.sagas.participant;

import dev.sagas.protocol.StepOutcome;
import dev.sagas.schema.NothingToUndoReason;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Instant;
import java.util.Optional;

/** The fence on a database: one transaction per command. */
final class TransactionalFence implements Fence {
  private final JdbcFence fence;

  TransactionalFence(JdbcFence fence) {
    this.fence = fence;
  }

  @Override
  public Optional<EncodedReply> once(FencedCommand command, boolean mayStart, FencedWork work)
      throws SQLException, TransientFailureException {
    try (Connection connection = fence.connect();
        FenceTransaction transaction = new FenceTransaction(connection)) {
      FenceTable table = fence.tableOf(connection);
      boolean first =
          mayStart && table.insert(connection, command, FenceRules.stateOfNewRow(command));
      if (first) {
        Attempt attempt = new Attempt(command, work, connection, table);
        return finish(transaction, FenceRules.withoutRow(command), attempt);
      }
      Optional<FenceRow> row = table.lock(connection, command.executeKey());
      if (row.isEmpty()) {
        if (mayStart) {
          throw new TransientFailureException(
              "Expected the fence row of " + command.executeKey() + ", but it was deleted");
        }
        return Optional.empty();
      }
      FenceDecision decision = FenceRules.withRow(command, row.get());
      if (!mayStart && !isRecorded(decision)) {
        return Optional.empty();
      }
      table.extend(connection, command);
      return finish(transaction, decision, new Attempt(command, work, connection, table));
    }
  }

  @Override
  public int deleteExpired(Instant now, int limit) throws SQLException {
    return fence.deleteExpired(now, limit);
  }

  private static boolean isRecorded(FenceDecision decision) {
    return decision instanceof FenceDecision.Resend || decision instanceof FenceDecision.Refuse;
  }

  private static Optional<EncodedReply> finish(
      FenceTransaction transaction, FenceDecision decision, Attempt attempt)
      throws SQLException, TransientFailureException {
    EncodedReply reply = decision.match(attempt);
    if (reply.outcome() != StepOutcome.FAILED) {
      transaction.commit();
    }
    return Optional.of(reply);
  }

  /** One command in one transaction. */
  private static final class Attempt implements FenceDecision.Cases {
    private final FencedCommand command;
    private final FencedWork work;
    private final Connection connection;
    private final FenceTable table;

    Attempt(FencedCommand command, FencedWork work, Connection connection, FenceTable table) {
      this.command = command;
      this.work = work;
      this.connection = connection;
      this.table = table;
    }

    @Override
    public EncodedReply run() throws SQLException, TransientFailureException {
      Savepoint beforeHandler = connection.setSavepoint();
      EncodedReply reply;
      try (HandlerConnection lent = new HandlerConnection(connection)) {
        reply = work.run(lent.lent());
      }
      if (reply.outcome() == StepOutcome.REJECTED) {
        connection.rollback(beforeHandler);
      }
      return recorded(reply);
    }

    @Override
    public EncodedReply resend(EncodedReply recorded) {
      return recorded;
    }

    @Override
    public EncodedReply refuse(ReplyError reason) throws TransientFailureException {
      return work.refused(reason);
    }

    @Override
    public EncodedReply skip(NothingToUndoReason reason)
        throws SQLException, TransientFailureException {
      return recorded(work.nothingToUndo(reason));
    }

    private EncodedReply recorded(EncodedReply reply) throws SQLException {
      if (reply.outcome() != StepOutcome.FAILED) {
        table.record(connection, command, reply);
      }
      return reply;
    }
  }
}
