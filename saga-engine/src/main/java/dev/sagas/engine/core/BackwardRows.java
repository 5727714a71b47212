package dev.sagas.engine.core;

import static dev.sagas.engine.core.StepStatus.ABANDONED;
import static dev.sagas.engine.core.StepStatus.COMPENSATED;
import static dev.sagas.engine.core.StepStatus.COMPENSATE_BACKOFF;
import static dev.sagas.engine.core.StepStatus.COMPENSATING;
import static dev.sagas.engine.core.StepStatus.COMPENSATION_GIVEN_UP;
import static dev.sagas.engine.core.StepStatus.EXECUTING;
import static dev.sagas.engine.core.StepStatus.OUTCOME_UNKNOWN;
import static dev.sagas.engine.core.StepStatus.REJECTED;
import static dev.sagas.engine.core.StepStatus.SKIPPED;
import static dev.sagas.engine.core.StepStatus.SUCCEEDED;

/** The rows of the {@link StepTable} for steps that are over, or are being undone. */
final class BackwardRows {
  private static final String OVER = "it is over: nothing is begun, due or stopped";
  private static final String UNDOING = "it is being undone: nothing is begun or stopped";
  private static final String NOT_TO_UNDO = "there is no effect to undo";
  private static final String UNDO_OPEN = "a restart waits until every effect is undone";

  private BackwardRows() {}

  private static StepRow over(StepStatus status) {
    return new StepRow(status)
        .never(OVER, StepTrigger.BEGIN, StepTrigger.TIMER, StepTrigger.STOP, StepTrigger.SIGNAL);
  }

  static StepRow succeeded() {
    return over(SUCCEEDED)
        .on(StepTrigger.UNDO, UndoRules::undo, COMPENSATING, COMPENSATED, SUCCEEDED)
        .on(StepTrigger.RETRY, StepOperations::retryIncident, SUCCEEDED)
        .on(StepTrigger.SKIP, StepOperations::skipStuck, COMPENSATION_GIVEN_UP)
        .noFail()
        .staleExecutes()
        .noCompensateSent()
        .never(UNDO_OPEN, StepTrigger.REOPEN);
  }

  static StepRow skipped() {
    return ForwardRows.reopens(over(SKIPPED))
        .on(StepTrigger.EXECUTE_SUCCEEDED, ReplyRules::lateSucceeded, SKIPPED)
        .on(StepTrigger.UNDO, UndoRules::undo, COMPENSATING, COMPENSATED, SKIPPED)
        .on(StepTrigger.RETRY, StepOperations::retryIncident, SKIPPED)
        .on(StepTrigger.SKIP, StepOperations::skipStuck, COMPENSATION_GIVEN_UP)
        .noFail()
        .stale(StepTrigger.EXECUTE_REJECTED, StepTrigger.EXECUTE_FAILED)
        .noCompensateSent();
  }

  static StepRow rejected() {
    return ForwardRows.reopens(over(REJECTED))
        .on(StepTrigger.RETRY, StepOperations::retryRejected, EXECUTING, REJECTED)
        .on(StepTrigger.SKIP, StepOperations::skipStuck, SKIPPED)
        .noFail()
        .staleExecutes()
        .noCompensateSent()
        .never(NOT_TO_UNDO, StepTrigger.UNDO);
  }

  static StepRow outcomeUnknown() {
    return over(OUTCOME_UNKNOWN)
        .on(StepTrigger.EXECUTE_SUCCEEDED, ReplyRules::lateSucceeded, SUCCEEDED, OUTCOME_UNKNOWN)
        .on(StepTrigger.EXECUTE_REJECTED, ReplyRules::lateRejected, REJECTED)
        .on(StepTrigger.UNDO, UndoRules::undo, COMPENSATING, COMPENSATED, OUTCOME_UNKNOWN)
        .on(StepTrigger.RETRY, StepOperations::retryUnknown, EXECUTING, OUTCOME_UNKNOWN, SUCCEEDED)
        .on(StepTrigger.SKIP, StepOperations::skipStuck, SKIPPED, COMPENSATION_GIVEN_UP)
        .on(StepTrigger.FAIL, StepOperations::failUnknown, REJECTED)
        .stale(StepTrigger.EXECUTE_FAILED)
        .noCompensateSent()
        .never(UNDO_OPEN, StepTrigger.REOPEN);
  }

  static StepRow abandoned() {
    return ForwardRows.reopens(over(ABANDONED))
        .noRetry()
        .noSkip()
        .noFail()
        .staleExecutes()
        .noCompensateSent()
        .never(NOT_TO_UNDO, StepTrigger.UNDO);
  }

  static StepRow compensating() {
    return new StepRow(COMPENSATING)
        .on(StepTrigger.COMPENSATE_SUCCEEDED, ReplyRules::compensated, COMPENSATED)
        .on(
            StepTrigger.COMPENSATE_REJECTED,
            ReplyRules::compensationRejected,
            COMPENSATION_GIVEN_UP)
        .on(
            StepTrigger.COMPENSATE_FAILED,
            ReplyRules::compensateFailed,
            COMPENSATE_BACKOFF,
            COMPENSATION_GIVEN_UP)
        .on(
            StepTrigger.TIMER,
            TimerRules::compensateTimedOut,
            COMPENSATE_BACKOFF,
            COMPENSATION_GIVEN_UP)
        .on(StepTrigger.RETRY, StepOperations::retryCompensate, COMPENSATING)
        .on(StepTrigger.SKIP, StepOperations::skipUndo, COMPENSATION_GIVEN_UP)
        .noFail()
        .staleExecutes()
        .never(UNDOING, StepTrigger.BEGIN, StepTrigger.STOP, StepTrigger.SIGNAL, StepTrigger.UNDO)
        .never(UNDO_OPEN, StepTrigger.REOPEN);
  }

  static StepRow compensateBackoff() {
    return new StepRow(COMPENSATE_BACKOFF)
        .on(StepTrigger.COMPENSATE_SUCCEEDED, ReplyRules::compensated, COMPENSATED)
        .on(
            StepTrigger.COMPENSATE_REJECTED,
            ReplyRules::compensationRejected,
            COMPENSATION_GIVEN_UP)
        .on(StepTrigger.TIMER, TimerRules::compensateAgain, COMPENSATING, COMPENSATE_BACKOFF)
        .on(StepTrigger.RETRY, StepOperations::retryCompensate, COMPENSATING, COMPENSATE_BACKOFF)
        .on(StepTrigger.SKIP, StepOperations::skipUndo, COMPENSATION_GIVEN_UP)
        .noFail()
        .stale(StepTrigger.COMPENSATE_FAILED)
        .staleExecutes()
        .never(UNDOING, StepTrigger.BEGIN, StepTrigger.STOP, StepTrigger.SIGNAL, StepTrigger.UNDO)
        .never(UNDO_OPEN, StepTrigger.REOPEN);
  }

  static StepRow compensated() {
    return ForwardRows.reopens(over(COMPENSATED))
        .noRetry()
        .noSkip()
        .noFail()
        .staleExecutes()
        .staleCompensates()
        .never(NOT_TO_UNDO, StepTrigger.UNDO);
  }

  static StepRow givenUp() {
    return over(COMPENSATION_GIVEN_UP)
        .on(StepTrigger.COMPENSATE_SUCCEEDED, ReplyRules::compensated, COMPENSATED)
        .on(StepTrigger.RETRY, StepOperations::retryGivenUp, COMPENSATING, COMPENSATION_GIVEN_UP)
        .on(StepTrigger.SKIP, StepOperations::skipUndo, COMPENSATION_GIVEN_UP)
        .noFail()
        .stale(StepTrigger.COMPENSATE_REJECTED, StepTrigger.COMPENSATE_FAILED)
        .staleExecutes()
        .never("it was tried, and given up", StepTrigger.UNDO)
        .never(UNDO_OPEN, StepTrigger.REOPEN);
  }
}
