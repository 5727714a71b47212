package dev.sagas.engine.core;

import static dev.sagas.engine.core.StepStatus.ABANDONED;
import static dev.sagas.engine.core.StepStatus.EXECUTE_BACKOFF;
import static dev.sagas.engine.core.StepStatus.EXECUTING;
import static dev.sagas.engine.core.StepStatus.OUTCOME_UNKNOWN;
import static dev.sagas.engine.core.StepStatus.PENDING;
import static dev.sagas.engine.core.StepStatus.REJECTED;
import static dev.sagas.engine.core.StepStatus.SKIPPED;
import static dev.sagas.engine.core.StepStatus.SLEEPING;
import static dev.sagas.engine.core.StepStatus.SUCCEEDED;
import static dev.sagas.engine.core.StepStatus.WAITING;

import java.util.Optional;

/** The rows of the {@link StepTable} for steps that still have something to do. */
final class ForwardRows {
  private static final String BEGUN = "it has begun";
  private static final String NOT_UNDONE_WHILE_OPEN = "a step is over before it is undone";
  private static final String NO_WAIT = "it does not wait for a signal";

  private ForwardRows() {}

  private static Optional<Decision.Rejected> reopen(StepContext step) {
    return Optional.empty();
  }

  static StepRow pending() {
    return new StepRow(PENDING)
        .on(
            StepTrigger.BEGIN,
            ForwardRules::begin,
            EXECUTING,
            SLEEPING,
            WAITING,
            SUCCEEDED,
            SKIPPED,
            REJECTED,
            PENDING)
        .on(StepTrigger.STOP, StopRules::abandon, ABANDONED)
        .on(StepTrigger.RETRY, StepOperations::retryIncident, PENDING)
        .on(StepTrigger.SKIP, StepOperations::skipBlocked, SKIPPED)
        .on(StepTrigger.FAIL, StepOperations::failBlocked, ABANDONED, OUTCOME_UNKNOWN)
        .staleExecutes()
        .noCompensateSent()
        .never(NO_WAIT, StepTrigger.SIGNAL)
        .never("nothing is due for it", StepTrigger.TIMER)
        .never(NOT_UNDONE_WHILE_OPEN, StepTrigger.UNDO)
        .never("the saga has turned back before, which gave it up", StepTrigger.REOPEN);
  }

  static StepRow executing() {
    return new StepRow(EXECUTING)
        .on(StepTrigger.EXECUTE_SUCCEEDED, ReplyRules::succeeded, SUCCEEDED, EXECUTING)
        .on(StepTrigger.EXECUTE_REJECTED, ReplyRules::rejected, REJECTED, EXECUTING)
        .on(StepTrigger.EXECUTE_FAILED, ReplyRules::executeFailed, EXECUTE_BACKOFF, OUTCOME_UNKNOWN)
        .on(StepTrigger.TIMER, TimerRules::executeTimedOut, EXECUTE_BACKOFF, OUTCOME_UNKNOWN)
        .on(StepTrigger.STOP, StopRules::stopExecuting, EXECUTING, OUTCOME_UNKNOWN)
        .on(StepTrigger.RETRY, StepOperations::retryExecute, EXECUTING)
        .on(StepTrigger.SKIP, StepOperations::skipForward, SKIPPED)
        .on(StepTrigger.FAIL, StepOperations::fail, OUTCOME_UNKNOWN)
        .noCompensateSent()
        .never(BEGUN, StepTrigger.BEGIN)
        .never(NO_WAIT, StepTrigger.SIGNAL)
        .never(NOT_UNDONE_WHILE_OPEN, StepTrigger.UNDO, StepTrigger.REOPEN);
  }

  static StepRow executeBackoff() {
    return new StepRow(EXECUTE_BACKOFF)
        .on(StepTrigger.EXECUTE_SUCCEEDED, ReplyRules::succeeded, SUCCEEDED, EXECUTE_BACKOFF)
        .on(StepTrigger.EXECUTE_REJECTED, ReplyRules::rejected, REJECTED, EXECUTE_BACKOFF)
        .on(
            StepTrigger.TIMER,
            TimerRules::executeAgain,
            EXECUTING,
            OUTCOME_UNKNOWN,
            EXECUTE_BACKOFF)
        .on(StepTrigger.STOP, StopRules::stopBackoff, OUTCOME_UNKNOWN)
        .on(StepTrigger.RETRY, StepOperations::retryExecute, EXECUTING, EXECUTE_BACKOFF)
        .on(StepTrigger.SKIP, StepOperations::skipForward, SKIPPED)
        .on(StepTrigger.FAIL, StepOperations::fail, OUTCOME_UNKNOWN)
        .stale(StepTrigger.EXECUTE_FAILED)
        .noCompensateSent()
        .never(BEGUN, StepTrigger.BEGIN)
        .never(NO_WAIT, StepTrigger.SIGNAL)
        .never(NOT_UNDONE_WHILE_OPEN, StepTrigger.UNDO, StepTrigger.REOPEN);
  }

  static StepRow sleeping() {
    return new StepRow(SLEEPING)
        .on(StepTrigger.TIMER, TimerRules::sleepOver, SUCCEEDED)
        .on(StepTrigger.STOP, StopRules::abandon, ABANDONED)
        .on(StepTrigger.SKIP, StepOperations::skipForward, SKIPPED)
        .on(StepTrigger.FAIL, StepOperations::fail, ABANDONED)
        .noRetry()
        .never("it sends no commands", executesAndCompensates())
        .never(BEGUN, StepTrigger.BEGIN)
        .never(NO_WAIT, StepTrigger.SIGNAL)
        .never(NOT_UNDONE_WHILE_OPEN, StepTrigger.UNDO, StepTrigger.REOPEN);
  }

  static StepRow waiting() {
    return new StepRow(WAITING)
        .on(StepTrigger.SIGNAL, SignalRules::received, SUCCEEDED, REJECTED, WAITING)
        .on(StepTrigger.TIMER, TimerRules::waitOver, REJECTED, SKIPPED, WAITING)
        .on(StepTrigger.STOP, StopRules::abandon, ABANDONED)
        .on(StepTrigger.RETRY, StepOperations::retryWait, WAITING, SUCCEEDED, REJECTED)
        .on(StepTrigger.SKIP, StepOperations::skipForward, SKIPPED)
        .on(StepTrigger.FAIL, StepOperations::fail, ABANDONED)
        .never("it sends no commands", executesAndCompensates())
        .never(BEGUN, StepTrigger.BEGIN)
        .never(NOT_UNDONE_WHILE_OPEN, StepTrigger.UNDO, StepTrigger.REOPEN);
  }

  private static StepTrigger[] executesAndCompensates() {
    return new StepTrigger[] {
      StepTrigger.EXECUTE_SUCCEEDED,
      StepTrigger.EXECUTE_REJECTED,
      StepTrigger.EXECUTE_FAILED,
      StepTrigger.COMPENSATE_SUCCEEDED,
      StepTrigger.COMPENSATE_REJECTED,
      StepTrigger.COMPENSATE_FAILED
    };
  }

  /** What a restart does with a step that is over; the event itself reopens it. */
  static StepRow reopens(StepRow row) {
    return row.on(StepTrigger.REOPEN, ForwardRows::reopen, PENDING);
  }
}
