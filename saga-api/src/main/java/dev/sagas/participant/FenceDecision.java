package dev.sagas.participant;

import dev.sagas.schema.NothingToUndoReason;
import java.sql.SQLException;

/** What to do with a command, given what the fence knows. */
sealed interface FenceDecision {
  /** Dispatches on the decision. */
  EncodedReply match(Cases cases) throws SQLException, TransientFailureException;

  /** True if the answer is already decided, so that it may be given however late the command is. */
  boolean isRecorded();

  /** One method per decision. */
  interface Cases {
    EncodedReply run(RecordedExecute executed) throws SQLException, TransientFailureException;

    EncodedReply resend(EncodedReply recorded) throws SQLException, TransientFailureException;

    EncodedReply refuse(ReplyError reason) throws SQLException, TransientFailureException;

    EncodedReply skip(NothingToUndoReason reason) throws SQLException, TransientFailureException;
  }

  /** Call the handler. */
  record Run(RecordedExecute executed) implements FenceDecision {
    @Override
    public EncodedReply match(Cases cases) throws SQLException, TransientFailureException {
      return cases.run(executed);
    }

    @Override
    public boolean isRecorded() {
      return false;
    }
  }

  /** Done before: send the recorded reply again. */
  record Resend(EncodedReply recorded) implements FenceDecision {
    @Override
    public EncodedReply match(Cases cases) throws SQLException, TransientFailureException {
      return cases.resend(recorded);
    }

    @Override
    public boolean isRecorded() {
      return true;
    }
  }

  /** Must no longer happen: answer rejected. */
  record Refuse(ReplyError reason) implements FenceDecision {
    @Override
    public EncodedReply match(Cases cases) throws SQLException, TransientFailureException {
      return cases.refuse(reason);
    }

    @Override
    public boolean isRecorded() {
      return true;
    }
  }

  /** A compensation with nothing to undo: answer succeeded without the handler. */
  record Skip(NothingToUndoReason reason) implements FenceDecision {
    @Override
    public EncodedReply match(Cases cases) throws SQLException, TransientFailureException {
      return cases.skip(reason);
    }

    @Override
    public boolean isRecorded() {
      return false;
    }
  }
}
