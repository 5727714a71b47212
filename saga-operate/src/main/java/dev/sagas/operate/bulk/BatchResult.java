package dev.sagas.operate.bulk;

import dev.sagas.operate.action.Answer;

/** What became of one saga of a batch. */
public enum BatchResult {
  /** It was applied, in this run of the batch or in an earlier one. */
  APPLIED,
  /** It was refused; nothing changed. */
  REFUSED,
  /** Applying it raised an incident. */
  INCIDENT,
  /** There was no answer in time: it may still be applied. */
  UNKNOWN;

  static BatchResult of(Answer answer) {
    return answer.accept(
        new Answer.Visitor<>() {
          @Override
          public BatchResult applied(Answer.Applied applied) {
            return APPLIED;
          }

          @Override
          public BatchResult dryRun(Answer.DryRun dryRun) {
            return APPLIED;
          }

          @Override
          public BatchResult duplicate(Answer.Duplicate duplicate) {
            return APPLIED;
          }

          @Override
          public BatchResult refused(Answer.Refused refused) {
            return REFUSED;
          }

          @Override
          public BatchResult stopped(Answer.Stopped stopped) {
            return INCIDENT;
          }

          @Override
          public BatchResult parked(Answer.Parked parked) {
            return UNKNOWN;
          }

          @Override
          public BatchResult unknown(Answer.Unknown unknown) {
            return UNKNOWN;
          }
        });
  }
}
