package dev.sagas.testkit;

import dev.sagas.participant.StepResult;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.StepOutcome;
import dev.sagas.schema.NothingToUndoReason;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers what participants did, by rules R23 and R24, as the participant library does in a
 * database: one row for each execute, shared with its compensations.
 */
final class Fence {
  private final Map<DeduplicationKey, Row> rows = new HashMap<>();

  /** How an execute ended. */
  private enum Executed {
    SUCCEEDED,
    REJECTED,
    /** Never arrived, and must not any more. */
    FENCED
  }

  /**
   * What is known about an execute.
   *
   * @param reply its own; empty if it never arrived
   * @param undo the newest compensation that was recorded
   */
  private record Row(Executed executed, Optional<Reply> reply, Optional<Undo> undo) {
    Row with(DeduplicationKey key, Reply answer) {
      return new Row(executed, reply, Optional.of(new Undo(key, answer)));
    }
  }

  private record Undo(DeduplicationKey key, Reply reply) {}

  /** The answer to a command that needs no handler; empty if the handler must be called. */
  Optional<Reply> answerTo(Command command) {
    Optional<Row> row = Optional.ofNullable(rows.get(command.executeKey()));
    return command.key().action() == Action.EXECUTE
        ? row.map(known -> known.reply().orElseGet(Fence::fenced))
        : undo(command, row);
  }

  private static Reply fenced() {
    return Reply.of(StepResult.rejected("FENCED", "The compensation of this command came first"));
  }

  private Optional<Reply> undo(Command command, Optional<Row> row) {
    Optional<Undo> before = row.flatMap(Row::undo);
    if (before.isPresent()) {
      if (before.get().key().equals(command.key())) {
        return Optional.of(before.get().reply());
      }
      if (before.get().key().epoch() > command.key().epoch()) {
        return Optional.of(
            Reply.of(StepResult.rejected("SUPERSEDED", "A newer compensation came before")));
      }
      if (before.get().reply().outcome() == StepOutcome.SUCCEEDED) {
        return Optional.of(skip(command, row, NothingToUndoReason.ALREADY_UNDONE));
      }
    }
    boolean tookEffect = row.filter(known -> known.executed() == Executed.SUCCEEDED).isPresent();
    if (tookEffect || !command.executeUnknown()) {
      return Optional.empty();
    }
    boolean rejected = row.filter(known -> known.executed() == Executed.REJECTED).isPresent();
    return Optional.of(
        skip(
            command,
            row,
            rejected ? NothingToUndoReason.REJECTED : NothingToUndoReason.NEVER_EXECUTED));
  }

  private Reply skip(Command command, Optional<Row> row, NothingToUndoReason reason) {
    Reply reply = Reply.nothingToUndo(command.executeKey(), reason);
    rows.put(command.executeKey(), row.orElseGet(Fence::unseen).with(command.key(), reply));
    return reply;
  }

  private static Row unseen() {
    return new Row(Executed.FENCED, Optional.empty(), Optional.empty());
  }

  /** Records what the handler answered; a failure is not recorded. */
  void record(Command command, Reply reply) {
    if (reply.outcome() == StepOutcome.FAILED) {
      return;
    }
    if (command.key().action() == Action.EXECUTE) {
      Executed executed =
          reply.outcome() == StepOutcome.SUCCEEDED ? Executed.SUCCEEDED : Executed.REJECTED;
      rows.put(command.key(), new Row(executed, Optional.of(reply), Optional.empty()));
    } else {
      Row row = Optional.ofNullable(rows.get(command.executeKey())).orElseGet(Fence::unseen);
      rows.put(command.executeKey(), row.with(command.key(), reply));
    }
  }
}
