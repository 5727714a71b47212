package dev.sagas.testkit.author;

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
 * @param retryAfter how long a failure asks to wait before the next attempt; zero for nothing
 */
record Reply(
    StepOutcome outcome, SpecificRecord record, String code, String message, Duration retryAfter) {
  Reply(StepOutcome outcome, SpecificRecord record, String code, String message) {
    this(outcome, record, code, message, Duration.ZERO);
  }

  static Reply of(StepResult result) {
    if (result instanceof StepResult.Succeeded succeeded) {
      return new Reply(StepOutcome.SUCCEEDED, succeeded.reply(), "", "");
    }
    if (result instanceof StepResult.Rejected rejected) {
      SpecificRecord record =
          rejected
              .reply()
              .orElseGet(
                  () -> new StepFailure(rejected.code(), rejected.message(), rejected.details()));
      return new Reply(StepOutcome.REJECTED, record, rejected.code(), rejected.message());
    }
    StepResult.Failed failed = (StepResult.Failed) result;
    return new Reply(
        StepOutcome.FAILED,
        new StepFailure(failed.code(), failed.message(), Map.of()),
        failed.code(),
        failed.message(),
        failed.retryAfter());
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
