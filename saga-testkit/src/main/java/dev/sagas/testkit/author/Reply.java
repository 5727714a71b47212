package dev.sagas.testkit.author;

import dev.sagas.participant.StepResult;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.StepOutcome;
import dev.sagas.schema.NothingToUndo;
import dev.sagas.schema.NothingToUndoReason;
import dev.sagas.schema.StepFailure;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/**
 * What a participant answers.
 *
 * @param code empty for a success
 * @param message empty for a success
 */
record Reply(StepOutcome outcome, SpecificRecord record, String code, String message) {
  static Reply of(StepResult result) {
    if (result instanceof StepResult.Succeeded succeeded) {
      return new Reply(StepOutcome.SUCCEEDED, succeeded.reply(), "", "");
    }
    if (result instanceof StepResult.Rejected rejected) {
      SpecificRecord record =
          rejected.reply().orElseGet(() -> failure(rejected.code(), rejected.message()));
      return new Reply(StepOutcome.REJECTED, record, rejected.code(), rejected.message());
    }
    StepResult.Failed failed = (StepResult.Failed) result;
    return new Reply(
        StepOutcome.FAILED,
        failure(failed.code(), failed.message()),
        failed.code(),
        failed.message());
  }

  private static StepFailure failure(String code, String message) {
    return new StepFailure(code, message, Map.of());
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
