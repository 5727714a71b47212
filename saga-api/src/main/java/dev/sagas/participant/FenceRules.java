package dev.sagas.participant;

import dev.sagas.participant.FenceRow.RecordedCompensation;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.StepOutcome;
import dev.sagas.schema.NothingToUndoReason;

/** The fence's rules, without a database. */
final class FenceRules {
  private FenceRules() {}

  /** The decision for a command whose execute the fence has never seen. */
  static FenceDecision withoutRow(FencedCommand command) {
    return command.action() == Action.COMPENSATE && command.executeUnknown()
        ? new FenceDecision.Skip(NothingToUndoReason.NEVER_EXECUTED)
        : new FenceDecision.Run(RecordedExecute.UNKNOWN);
  }

  /** The decision for a command whose execute has a row. */
  static FenceDecision withRow(FencedCommand command, FenceRow row) {
    return switch (command.action()) {
      case EXECUTE -> execute(row);
      case COMPENSATE -> compensate(command, row);
    };
  }

  /** The state of the execute in a new row until the command has ended. */
  static ExecuteState stateOfNewRow(FencedCommand command) {
    return switch (command.action()) {
      case EXECUTE -> ExecuteState.STARTED;
      case COMPENSATE -> command.executeUnknown() ? ExecuteState.FENCED : ExecuteState.FORGOTTEN;
    };
  }

  private static FenceDecision execute(FenceRow row) {
    return switch (row.state()) {
      case STARTED ->
          row.compensation().isPresent()
              ? compensatedBefore(row)
              : new FenceDecision.Run(RecordedExecute.UNKNOWN);
      case SUCCEEDED, REJECTED -> new FenceDecision.Resend(row.recordedReply());
      case FENCED, FORGOTTEN -> compensatedBefore(row);
    };
  }

  private static FenceDecision compensatedBefore(FenceRow row) {
    return new FenceDecision.Refuse(
        new ReplyError(
            ErrorCode.FENCED, "The compensation of " + row.executeKey() + " came first"));
  }

  private static FenceDecision compensate(FencedCommand command, FenceRow row) {
    if (row.compensation().isPresent()) {
      RecordedCompensation recorded = row.compensation().get();
      if (recorded.key().equals(command.key())) {
        return new FenceDecision.Resend(recorded.reply());
      }
      if (recorded.key().epoch() > command.key().epoch()) {
        return new FenceDecision.Refuse(
            new ReplyError(
                ErrorCode.SUPERSEDED,
                "Expected a compensation newer than %s, but got %s"
                    .formatted(recorded.key(), command.key())));
      }
      if (recorded.reply().outcome() == StepOutcome.SUCCEEDED) {
        // An operator retries rejections only, so this is not expected; undoing twice would be
        // worse than an answer that is true.
        return new FenceDecision.Skip(NothingToUndoReason.ALREADY_UNDONE);
      }
    }
    return firstCompensation(command, row);
  }

  private static FenceDecision firstCompensation(FencedCommand command, FenceRow row) {
    return switch (row.state()) {
      case SUCCEEDED -> new FenceDecision.Run(new RecordedExecute(row.executeReply()));
      case STARTED, FORGOTTEN -> new FenceDecision.Run(RecordedExecute.UNKNOWN);
      case FENCED -> skipIfUnknown(command, NothingToUndoReason.NEVER_EXECUTED);
      // The rejection was recorded in the transaction that rolled the handler's changes back, so
      // nothing took effect; the orchestrator just never got the reply.
      case REJECTED -> skipIfUnknown(command, NothingToUndoReason.REJECTED);
    };
  }

  private static FenceDecision skipIfUnknown(FencedCommand command, NothingToUndoReason reason) {
    return command.executeUnknown()
        ? new FenceDecision.Skip(reason)
        : new FenceDecision.Run(RecordedExecute.UNKNOWN);
  }
}
