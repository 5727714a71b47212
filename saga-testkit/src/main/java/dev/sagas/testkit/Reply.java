package dev.sagas.testkit;

import dev.sagas.participant.StepResult;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.StepOutcome;
import dev.sagas.schema.NothingToUndo;
import dev.sagas.schema.NothingToUndoReason;
import dev.sagas.schema.StepFailure;
import java.time.Duration;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/**
 * What a participant answers.
 *
 * @param code empty for a success
 * @param message empty for a success
 * @param retryAfter how long a failure asks to wait before the next attempt; zero if it does not
 *     ask
 */
record Reply(
    StepOutcome outcome, SpecificRecord record, String code, String message, Duration retryAfter) {
  Reply(StepOutcome outcome, SpecificRecord record, String code, String message) {
    this(outcome, record, code, message, Duration.ZERO);
  }

  static Reply of(StepResult result) {
    return result.accept(new OfResult());
  }

  /** The reply of each kind of result. */
  private static final class OfResult implements StepResult.Visitor<Reply, RuntimeException> {
    @Override
    public Reply succeeded(StepResult.Succeeded result) {
      return new Reply(StepOutcome.SUCCEEDED, result.reply(), "", "");
    }

    @Override
    public Reply rejected(StepResult.Rejected result) {
      SpecificRecord record =
          result
              .reply()
              .orElseGet(() -> new StepFailure(result.code(), result.message(), result.details()));
      return new Reply(StepOutcome.REJECTED, record, result.code(), result.message());
    }

    @Override
    public Reply failed(StepResult.Failed result) {
      return new Reply(
          StepOutcome.FAILED,
          new StepFailure(result.code(), result.message(), Map.of()),
          result.code(),
          result.message(),
          result.retryAfter());
    }
  }

  static Reply nothingToUndo(DeduplicationKey execute, NothingToUndoReason reason) {
    return new Reply(StepOutcome.SUCCEEDED, new NothingToUndo(execute.toString(), reason), "", "");
  }

  @Override
  public String toString() {
    return outcome.headerValue()
        + (code.isEmpty() ? "" : " " + code)
        + " ("
        + record.getSchema().getName()
        + ")";
  }
}
