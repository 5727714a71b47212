package dev.sagas.participant;

import dev.sagas.participant.FenceRow.RecordedCompensation;
import dev.sagas.participant.StagedOutput.Change;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.StepOutcome;
import dev.sagas.schema.NothingToUndoReason;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The fence for one command with a later transaction: determines what to write. */
final class StagedFence implements Fence {
  private final StagedRows rows;
  private final FenceRecords records;
  private final RecordGuard guard;
  private final StagedOutput output;

  StagedFence(StagedRows rows, FenceRecords records, RecordGuard guard, StagedOutput output) {
    this.rows = rows;
    this.records = records;
    this.guard = guard;
    this.output = output;
  }

  @Override
  public Optional<EncodedReply> once(FencedCommand command, boolean mayStart, FencedWork work)
      throws SQLException, TransientFailureException {
    Optional<StoredRow> stored = rows.find(command.executeKey().toString());
    Optional<FenceRow> known = Optional.empty();
    if (stored.isPresent()) {
      known = Optional.of(records.decode(command.executeKey(), stored.get()));
    }
    FenceDecision decision =
        known.isPresent()
            ? FenceRules.withRow(command, known.get())
            : FenceRules.withoutRow(command);
    if (!mayStart && !decision.isRecorded()) {
      return Optional.empty();
    }
    FenceRow row =
        known.orElseGet(
            () ->
                new FenceRow(
                    command.executeKey(),
                    FenceRules.stateOfNewRow(command),
                    Optional.empty(),
                    Optional.empty(),
                    command.fenceUntilMs()));
    return Optional.of(decision.match(new Attempt(command, work, row)));
  }

  /** The partition's owner deletes rows, in a separate transaction. */
  @Override
  public int deleteExpired(Instant now, int limit) {
    return 0;
  }

  private void stage(FencedWork work, FenceRow row, List<ProducerRecord<byte[], byte[]>> effect)
      throws TransientFailureException {
    Change change = new Change(row.executeKey().toString(), records.encode(row));
    work.settle();
    rows.put(change);
    output.effect(effect, change);
  }

  private final class Attempt implements FenceDecision.Cases {
    private final FencedCommand command;
    private final FencedWork work;
    private final FenceRow row;

    Attempt(FencedCommand command, FencedWork work, FenceRow row) {
      this.command = command;
      this.work = work;
      this.row = row;
    }

    @Override
    public EncodedReply run(RecordedExecute executed) throws TransientFailureException {
      RecordOutlet outlet = new RecordOutlet(guard);
      EncodedReply reply;
      List<ProducerRecord<byte[], byte[]>> sent;
      try {
        reply = work.runSending(outlet, executed);
      } finally {
        sent = outlet.close();
      }
      if (reply.outcome() != StepOutcome.FAILED) {
        stage(work, ended(reply), reply.outcome() == StepOutcome.SUCCEEDED ? sent : List.of());
      }
      return reply;
    }

    @Override
    public EncodedReply resend(EncodedReply recorded) throws TransientFailureException {
      keepForLonger();
      return recorded;
    }

    @Override
    public EncodedReply refuse(ReplyError reason) throws TransientFailureException {
      keepForLonger();
      return work.refused(reason);
    }

    @Override
    public EncodedReply skip(NothingToUndoReason reason) throws TransientFailureException {
      EncodedReply reply = work.nothingToUndo(reason);
      stage(work, ended(reply), List.of());
      return reply;
    }

    private void keepForLonger() throws TransientFailureException {
      if (command.fenceUntilMs() > row.expiresAtMs()) {
        stage(
            work,
            new FenceRow(
                row.executeKey(),
                row.state(),
                row.executeReply(),
                row.compensation(),
                command.fenceUntilMs()),
            List.of());
      }
    }

    private FenceRow ended(EncodedReply reply) {
      long expiresAtMs = Math.max(row.expiresAtMs(), command.fenceUntilMs());
      return command.action() == Action.EXECUTE
          ? new FenceRow(
              row.executeKey(),
              ExecuteState.after(reply.outcome()),
              Optional.of(reply),
              row.compensation(),
              expiresAtMs)
          : new FenceRow(
              row.executeKey(),
              row.state(),
              row.executeReply(),
              Optional.of(new RecordedCompensation(command.key(), reply)),
              expiresAtMs);
    }
  }
}
