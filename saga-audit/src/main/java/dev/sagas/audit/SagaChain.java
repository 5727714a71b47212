package dev.sagas.audit;

import dev.sagas.engine.core.ChainLink;
import dev.sagas.engine.core.Digest;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaEvolver;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.journal.EndOfRun;
import dev.sagas.engine.journal.ReadEntry;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.protocol.SagaId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The chain of one run: fed with its entries in the journal's order, it reports what does not
 * follow.
 *
 * <ul>
 *   <li>After a break it continues from the entry that broke it, so that one fault is reported
 *       once; the fold is trusted only while nothing is broken.
 *   <li>Keeps the newest state; of a run that ended and was at rest, only its digest.
 * </ul>
 */
final class SagaChain {
  /**
   * The longest gap whose missing revisions are remembered, to recognise them if they appear later.
   */
  private static final long MAX_TRACKED_GAP = 1000;

  private final AuditScope scope;
  private final boolean startExpired;
  private final FenceWitness fence;
  private final Set<Long> missing = new HashSet<>();
  private Optional<ChainHead> head = Optional.empty();
  private Optional<Folding> folding = Optional.of(new Folding());
  private Optional<EndState> endState = Optional.empty();
  private Optional<RunEnd> end = Optional.empty();
  private boolean partial;
  private boolean undoUnproven;

  /** The state so far and what is checked along the way. */
  private static final class Folding {
    private final UndoOrder undo = new UndoOrder();
    private Optional<SagaState> state = Optional.empty();
  }

  /** The chain of a new run. */
  SagaChain(AuditScope scope, SagaId saga) {
    this(scope, saga, new FenceWitness());
  }

  /** The chain of a run that was at rest. */
  SagaChain(AuditScope scope, SagaId saga, RunAtRest rest) {
    this(scope, saga, rest.fence());
    head = Optional.of(rest.head());
    end = Optional.of(rest.end());
    endState = rest.endDigest().map(EndState::of);
    folding = Optional.empty();
    partial = rest.partial();
    undoUnproven = rest.undoUnproven();
  }

  private SagaChain(AuditScope scope, SagaId saga, FenceWitness fence) {
    this.scope = scope;
    // The run's first entries may have expired.
    this.startExpired = scope.coverage().hasExpired(scope.topics().journal(), saga);
    this.fence = fence;
  }

  /** False while the run is live, and if entries of it may still appear out of order. */
  boolean isAtRest() {
    return head.isPresent() && end.isPresent() && missing.isEmpty();
  }

  /** What must be known about a run that is at rest. */
  RunAtRest atRest() {
    return new RunAtRest(
        head.orElseThrow(), end.orElseThrow(), stateDigest(), partial, undoUnproven, fence);
  }

  /** The newest transition. */
  Optional<ChainHead> head() {
    return head;
  }

  Optional<RunEnd> end() {
    return end;
  }

  /** True if the run's first entries have expired. */
  boolean isPartial() {
    return partial;
  }

  /** True if effects were undone under a definition that is not known. */
  boolean isUndoUnproven() {
    return undoUnproven;
  }

  /** The state after the newest transition of a live run whose entries are all there and fit. */
  Optional<SagaState> state() {
    return folding.flatMap(live -> live.state);
  }

  /** True as long as all entries are there and fit. */
  boolean isSound() {
    return folding.isPresent() || endState.isPresent();
  }

  /** The state that the events lead to; empty if it is not known, or only by its digest. */
  Optional<SagaState> folded() {
    return endState.flatMap(EndState::state).or(this::state);
  }

  /** Digest of the state that the events lead to; empty if the chain is broken or incomplete. */
  Optional<Digest> stateDigest() {
    return endState.map(EndState::digest).or(() -> state().map(StateDigest::of));
  }

  /** Adds an entry. @return true if it is a transition that is new to the chain */
  boolean accept(ReadEntry read) {
    fence
        .next(read.entry().cause(), read.entry().identity().run())
        .ifPresent(
            conflict -> scope.report(Violation.of(read, conflict.code(), conflict.message())));
    if (read.entry().note().isPresent()) {
      note(read);
      return false;
    }
    Violation.ofHash(read).ifPresent(this::distrust);
    if (!follows(read)) {
      return false;
    }
    if (head.isEmpty() || read.entry().revision() > head.get().revision()) {
      ChainHead newest = ChainHead.of(read);
      head = Optional.of(newest);
      fold(read, newest);
    }
    return true;
  }

  private void note(ReadEntry read) {
    JournalEntry entry = read.entry();
    Violation.ofHash(read).ifPresent(scope::report);
    boolean met =
        head.map(
                newest ->
                    newest.revision() == entry.revision()
                        && newest.has(entry.place().previousHash()))
            .orElse(startExpired);
    if (!met) {
      scope.report(
          Violation.of(
              read,
              ViolationCode.NOTE_MISPLACED,
              "Expected a note about %s, but it is about revision %s with hash %s"
                  .formatted(
                      head.map(newest -> "revision " + newest.revision())
                          .orElse("a run that began"),
                      entry.revision(),
                      entry.place().previousHash())));
    }
  }

  /** Checks the entry's place; false if it is in the chain already. */
  private boolean follows(ReadEntry read) {
    long revision = read.entry().revision();
    long expected = head.map(ChainHead::revision).orElse(0L) + 1;
    if (revision < expected) {
      return fillsGap(read);
    }
    if (revision > expected) {
      gap(read, expected);
    } else {
      checkLink(read);
    }
    return true;
  }

  private boolean fillsGap(ReadEntry read) {
    long revision = read.entry().revision();
    long newest = head.map(ChainHead::revision).orElse(0L);
    if (missing.remove(revision)) {
      distrust(
          read,
          ViolationCode.ENTRY_OUT_OF_ORDER,
          "Expected revision " + revision + " to stand before revision " + newest);
      return true;
    }
    distrust(
        read,
        ViolationCode.REVISION_REPEATED,
        "Expected revision " + (newest + 1) + ", but got revision " + revision + " again");
    return false;
  }

  private void gap(ReadEntry read, long expected) {
    long revision = read.entry().revision();
    if (head.isEmpty() && startExpired) {
      partial = true;
      folding = Optional.empty();
      return;
    }
    distrust(
        read,
        ViolationCode.REVISION_GAP,
        "Expected revision " + expected + ", but got revision " + revision);
    for (long lost = expected; lost < revision && lost - expected < MAX_TRACKED_GAP; lost++) {
      missing.add(lost);
    }
  }

  private void checkLink(ReadEntry read) {
    JournalEntry entry = read.entry();
    boolean linked =
        head.map(newest -> newest.has(entry.place().previousHash()))
            .orElse(entry.place().previousHash().equals(Digest.ZERO));
    if (!linked) {
      distrust(
          read,
          ViolationCode.CHAIN_BROKEN,
          "Expected previous hash %s, but it is %s"
              .formatted(
                  head.map(ChainHead::stated).orElse(Digest.ZERO), entry.place().previousHash()));
    }
    long before = head.map(ChainHead::atMs).orElse(Long.MIN_VALUE);
    if (entry.atMs() < before) {
      scope.report(
          Violation.of(
              read,
              ViolationCode.TIME_BACKWARDS,
              "Expected a time from " + before + " ms on, but it is " + entry.atMs() + " ms"));
    }
    if (end.isPresent()) {
      scope.report(
          Violation.of(
              read,
              ViolationCode.TRANSITION_AFTER_END,
              "Expected nothing after the run ended as " + end.get().outcome()));
    }
  }

  private void fold(ReadEntry read, ChainHead newest) {
    folding.ifPresent(live -> fold(read, live));
    Optional<SagaEvent.Ended> ended =
        read.entry().events().stream().flatMap(event -> EndOfRun.of(event).stream()).findFirst();
    if (ended.isPresent() && end.isEmpty()) {
      end = ended.map(e -> new RunEnd(e.outcome(), newest, read.position(), e.forgetAtMs()));
      endState = state().map(EndState::of);
      folding = Optional.empty();
    }
  }

  private void fold(ReadEntry read, Folding live) {
    JournalEntry entry = read.entry();
    SagaState state;
    try {
      state = SagaEvolver.evolve(live.state, entry.events(), entry.atMs());
    } catch (IllegalStateException e) {
      distrust(read, ViolationCode.FOLD_IMPOSSIBLE, String.valueOf(e.getMessage()));
      return;
    }
    if (state.status() != entry.status()) {
      scope.report(
          Violation.of(
              read,
              ViolationCode.STATUS_DIFFERS,
              "Expected status " + state.status() + ", but the entry says " + entry.status()));
    }
    live.state = Optional.of(state.withChain(new ChainLink(entry.revision(), read.statedHash())));
    Optional<UndoPlan> plan = scope.plans().of(entry.identity());
    for (SagaEvent event : entry.events()) {
      live.undo
          .next(event, plan)
          .ifPresent(
              problem -> scope.report(Violation.of(read, problem.code(), problem.message())));
    }
    undoUnproven |= live.undo.isOrderUnproven();
  }

  private void distrust(ReadEntry read, ViolationCode code, String message) {
    distrust(Violation.of(read, code, message));
  }

  private void distrust(Violation violation) {
    scope.report(violation);
    folding = Optional.empty();
    endState = Optional.empty();
  }
}
