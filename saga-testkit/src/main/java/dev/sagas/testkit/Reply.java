package dev.sagas.testkit;

import dev.sagas.participant.StepResult;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.StepOutcome;
import dev.sagas.schema.NothingToUndo;
import dev.sagas.schema.NothingToUndoReason;
import dev.sagas.schema.StepFailure;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * What a participant answers.
 *
 * @param failure why it is no success; empty for one
 */
record Reply(StepOutcome outcome, SpecificRecord record, Optional<Failure> failure) {
  /**
   * Why an attempt was rejected or failed.
   *
   * @param retryAfter how long it asks to wait before the next attempt, if it does
   */
  record Failure(String code, String message, Optional<Duration> retryAfter) {}

  static Reply of(StepResult result) {
    return result.accept(new OfResult());
  }

  /** The reply of each kind of result. */
  private static final class OfResult implements StepResult.Visitor<Reply, RuntimeException> {
    @Override
    public Reply succeeded(StepResult.Succeeded result) {
      return new Reply(StepOutcome.SUCCEEDED, result.reply(), Optional.empty());
    }

    @Override
    public Reply rejected(StepResult.Rejected result) {
      SpecificRecord record =
          result
              .reply()
              .orElseGet(() -> new StepFailure(result.code(), result.message(), result.details()));
      return new Reply(
          StepOutcome.REJECTED,
          record,
          Optional.of(new Failure(result.code(), result.message(), Optional.empty())));
    }

    @Override
    public Reply failed(StepResult.Failed result) {
      return new Reply(
          StepOutcome.FAILED,
          new StepFailure(result.code(), result.message(), Map.of()),
          Optional.of(
              new Failure(
                  result.code(),
                  result.message(),
                  Optional.of(result.retryAfter()).filter(pause -> !pause.isZero()))));
    }
  }

  static Reply nothingToUndo(DeduplicationKey execute, NothingToUndoReason reason) {
    return new Reply(
        StepOutcome.SUCCEEDED, new NothingToUndo(execute.toString(), reason), Optional.empty());
  }

  @Override
  public String toString() {
    return outcome.headerValue()
        + failure.map(why -> " " + why.code()).orElse("")
        + " ("
        + record.getSchema().getName()
        + ")";
  }
}
