package dev.sagas.participant;

import dev.sagas.participant.FenceTransactions.Body;
import dev.sagas.participant.FenceTransactions.Ended;
import dev.sagas.protocol.StepOutcome;
import dev.sagas.schema.NothingToUndoReason;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * The fence on a database: one transaction per command, or two around the call of a two-phase
 * handler.
 */
final class TransactionalFence implements Fence {
  private final JdbcFence fence;

  TransactionalFence(JdbcFence fence) {
    this.fence = fence;
  }

  @Override
  public Optional<EncodedReply> once(FencedCommand command, boolean mayStart, FencedWork work)
      throws SQLException, TransientFailureException {
    if (!mayStart) {
      return inTransaction(work, (connection, commits) -> recorded(connection, command, work));
    }
    return work.twoPhases().isPresent()
        ? Optional.of(inTwoPhases(command, work, work.twoPhases().get()))
        : Optional.of(inOnePhase(command, work));
  }

  @Override
  public int deleteExpired(Instant now, int limit) throws SQLException {
    return fence.deleteExpired(now, limit);
  }

  private <T> T inTransaction(FencedWork work, Body<T> body)
      throws SQLException, TransientFailureException {
    return fence
        .transactions()
        .run(
            (connection, commits) -> {
              work.uses(connection);
              return body.run(connection, commits);
            });
  }

  /** What is recorded about a command that must not begin any more. */
  private Ended<Optional<EncodedReply>> recorded(
      Connection connection, FencedCommand command, FencedWork work)
      throws SQLException, TransientFailureException {
    FenceTable table = fence.tableOf(connection);
    Optional<FenceDecision> decision =
        table
            .lock(connection, command.executeKey())
            .map(row -> FenceRules.withRow(command, row))
            .filter(FenceDecision::isRecorded);
    if (decision.isEmpty()) {
      return Ended.rolledBack(Optional.empty());
    }
    table.extend(connection, command);
    return Ended.kept(Optional.of(decision.get().match(new Known(work))));
  }

  private EncodedReply inOnePhase(FencedCommand command, FencedWork work)
      throws SQLException, TransientFailureException {
    return inTransaction(
        work,
        (connection, commits) -> {
          Attempt attempt = Attempt.begin(fence.tableOf(connection), connection, command);
          FenceDecision decision = attempt.decision();
          if (decision.isRecorded()) {
            return attempt.keepForLonger(decision.match(new Known(work)));
          }
          EncodedReply reply =
              decision instanceof FenceDecision.Run run
                  ? attempt.handled(work, run.executed())
                  : decision.match(new Known(work));
          return attempt.end(reply, commits);
        });
  }

  /**
   * R28: the row is committed before the call, so that the call is never assumed not to have been
   * made.
   */
  private EncodedReply inTwoPhases(FencedCommand command, FencedWork work, TwoPhases phases)
      throws SQLException, TransientFailureException {
    Begun begun =
        inTransaction(
            work, (connection, commits) -> firstPhase(connection, command, work, commits));
    if (begun.reply().isPresent()) {
      return begun.reply().get();
    }
    EncodedReply called = phases.call(begun.executed());
    return called.outcome() == StepOutcome.FAILED
        ? called
        : inTransaction(
            work,
            (connection, commits) -> {
              FenceTable table = fence.tableOf(connection);
              return secondPhase(Attempt.again(table, connection, command), work, called, commits);
            });
  }

  /**
   * The result of the first transaction.
   *
   * @param reply empty if the handler must be called
   */
  private record Begun(Optional<EncodedReply> reply, RecordedExecute executed) {}

  private Ended<Begun> firstPhase(
      Connection connection, FencedCommand command, FencedWork work, boolean commits)
      throws SQLException, TransientFailureException {
    Attempt attempt = Attempt.begin(fence.tableOf(connection), connection, command);
    FenceDecision decision = attempt.decision();
    if (decision instanceof FenceDecision.Run run) {
      return Ended.kept(new Begun(Optional.empty(), run.executed()));
    }
    EncodedReply reply = decision.match(new Known(work));
    Ended<EncodedReply> ended =
        decision.isRecorded() ? attempt.keepForLonger(reply) : attempt.end(reply, commits);
    return new Ended<>(
        new Begun(Optional.of(ended.value()), RecordedExecute.UNKNOWN), ended.kept());
  }

  private static Ended<EncodedReply> secondPhase(
      Attempt attempt, FencedWork work, EncodedReply called, boolean commits)
      throws SQLException, TransientFailureException {
    FenceDecision decision = attempt.decision();
    if (!(decision instanceof FenceDecision.Run run)) {
      // Another instance was quicker, or the compensation arrived in between.
      return attempt.keepForLonger(decision.match(new Known(work)));
    }
    EncodedReply reply = called;
    if (called.outcome() == StepOutcome.SUCCEEDED) {
      try (HandlerConnection lent = new HandlerConnection(attempt.connection())) {
        reply = work.twoPhases().orElseThrow().record(called, lent.lent(), run.executed());
      }
    }
    return attempt.end(reply, commits);
  }

  /** One command in one transaction. */
  private record Attempt(
      FenceTable table, Connection connection, FencedCommand command, FenceTable.Met met) {
    static Attempt begin(FenceTable table, Connection connection, FencedCommand command)
        throws SQLException, TransientFailureException {
      ExecuteState newRow = FenceRules.stateOfNewRow(command);
      return new Attempt(table, connection, command, table.meet(connection, command, newRow));
    }

    /** Continues with the row that an earlier transaction has left. */
    static Attempt again(FenceTable table, Connection connection, FencedCommand command)
        throws SQLException, TransientFailureException {
      Optional<FenceRow> row = table.lock(connection, command.executeKey());
      if (row.isEmpty()) {
        throw TransientFailureException.rowDeleted(command.executeKey());
      }
      return new Attempt(table, connection, command, new FenceTable.Met(row, Optional.empty()));
    }

    FenceDecision decision() {
      return met.row()
          .map(row -> FenceRules.withRow(command, row))
          .orElseGet(() -> FenceRules.withoutRow(command));
    }

    EncodedReply handled(FencedWork work, RecordedExecute executed)
        throws SQLException, TransientFailureException {
      EncodedReply reply;
      try (HandlerConnection lent = new HandlerConnection(connection)) {
        reply = work.run(lent.lent(), executed);
      }
      if (reply.outcome() == StepOutcome.REJECTED) {
        table.undoHandler(connection, met);
      }
      return reply;
    }

    Ended<EncodedReply> end(EncodedReply reply, boolean commits) throws SQLException {
      if (reply.outcome() == StepOutcome.FAILED) {
        return Ended.rolledBack(reply);
      }
      table.record(connection, command, reply, commits);
      return Ended.kept(reply);
    }

    Ended<EncodedReply> keepForLonger(EncodedReply reply) throws SQLException {
      if (met.row().orElseThrow().expiresAtMs() < command.fenceUntilMs()) {
        table.extend(connection, command);
      }
      return Ended.kept(reply);
    }
  }

  /** The replies that need no handler. */
  private record Known(FencedWork work) implements FenceDecision.Cases {
    @Override
    public EncodedReply run(RecordedExecute executed) {
      throw new IllegalStateException("Expected a decision that needs no handler");
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
    public EncodedReply skip(NothingToUndoReason reason) throws TransientFailureException {
      return work.nothingToUndo(reason);
    }
  }
}
