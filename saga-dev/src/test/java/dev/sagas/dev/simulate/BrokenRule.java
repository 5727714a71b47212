package dev.sagas.dev.simulate;

import dev.sagas.engine.DecideFunction;
import dev.sagas.engine.core.Decision;
import java.util.function.Function;

/** A rule of the engine, broken on purpose, and the invariant that notices. */
@SuppressWarnings("ImmutableEnumChecker") // references to static methods hold no state
enum BrokenRule {
  SENDS_WHILE_PAUSED(BrokenSends::whilePaused, Invariant.NOTHING_SENT_WHILE_FROZEN),
  UNDOES_OLDEST_FIRST(BrokenUndo::oldestFirst, Invariant.UNDO_ORDER),
  FORGETS_TO_UNDO_UNKNOWN(BrokenUndo::forgetsUnknown, Invariant.UNKNOWN_UNDONE),
  UNDOES_REJECTED(BrokenUndo::undoesRejected, Invariant.UNDO_ONLY_EFFECTS),
  UNDOES_UNKNOWN_AS_SUCCEEDED(BrokenUndo::unknownAsSucceeded, Invariant.UNDO_ONLY_EFFECTS),
  UNDOES_BESIDES_ATTEMPTS(BrokenUndo::besidesAttempts, Invariant.AWAITS_IN_FLIGHT),
  UNWINDS_PAST_THE_PIVOT(BrokenUndo::pastPivot, Invariant.PIVOT),
  BELIEVES_OLD_FAILURES(BrokenReplies::believesOldFailures, Invariant.REPLIES),
  OVERHEARS_LATE_SUCCESS(BrokenReplies::overhearsLateSuccess, Invariant.REPLIES),
  LOSES_EARLY_SIGNALS(BrokenReplies::losesEarlySignals, Invariant.SIGNALS),
  APPLIES_ACTIONS_TWICE(BrokenReplies::appliesActionsTwice, Invariant.OPERATIONS),
  RAISES_EPOCH_ON_RETRY(BrokenSends::raisesEpochOnRetry, Invariant.ONE_EPOCH),
  SENDS_WITHOUT_A_WORD(BrokenSends::withoutWord, Invariant.REPLAY_EQUALS_STATE),
  TIMES_OUT_EARLY(BrokenTimers::timesOutEarly, Invariant.TIMERS),
  LOSES_TIMERS(BrokenTimers::losesTimers, Invariant.TIMERS),
  RETRIES_A_DAY_LATER(BrokenTimers::retriesLater, Invariant.RETRIES),
  FORGETS_THE_OUTCOME(BrokenEnds::forgetsOutcome, Invariant.ONE_OUTCOME),
  PUBLISHES_TWICE(BrokenEnds::publishesTwice, Invariant.ONE_OUTCOME),
  COMPLETES_TOO_EARLY(BrokenEnds::completesEarly, Invariant.FORWARD_ORDER),
  MOVES_AFTER_THE_END(BrokenEnds::movesAfterEnd, Invariant.TERMINAL),
  STORES_ANOTHER_STATE(BrokenEnds::storesAnotherState, Invariant.REPLAY_EQUALS_STATE);

  private final Function<Call, Decision> breaks;
  private final Invariant noticedBy;

  BrokenRule(Function<Call, Decision> breaks, Invariant noticedBy) {
    this.breaks = breaks;
    this.noticedBy = noticedBy;
  }

  /** The engine with this rule broken. */
  DecideFunction.Factory engine() {
    return definitions ->
        (state, input, context) -> breaks.apply(new Call(definitions, state, input, context));
  }

  /** The invariant that must notice first. */
  Invariant noticedBy() {
    return noticedBy;
  }
}
