package dev.sagas.audit;

import dev.sagas.engine.core.Digest;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.journal.ReadEntry;
import dev.sagas.engine.journal.RunKey;
import dev.sagas.engine.wire.Position;
import dev.sagas.engine.wire.PublishedOutcome;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the audit knows about one saga id: its runs, their outcomes and its checkpoint. */
final class SagaAccount {
  private final SagaId saga;
  private final AuditScope scope;
  private final Map<RunId, SagaChain> chains = new LinkedHashMap<>();
  private final RunOutcomes outcomes;
  private Optional<Run> newest = Optional.empty();
  private Optional<KeptCheckpoint> checkpoint = Optional.empty();
  private Optional<UnreadCheckpoint> unread = Optional.empty();

  private record Run(RunKey key, SagaChain chain) {}

  SagaAccount(SagaId saga, AuditScope scope) {
    this.saga = saga;
    this.scope = scope;
    this.outcomes = new RunOutcomes(scope);
  }

  SagaId saga() {
    return saga;
  }

  /** The runs that the journal knows, in its order. */
  Map<RunId, SagaChain> chains() {
    return Collections.unmodifiableMap(chains);
  }

  RunOutcomes outcomes() {
    return outcomes;
  }

  /** The run that began last. */
  Optional<SagaChain> newest() {
    return newest.map(Run::chain);
  }

  /** The last value in the changelog, which is read if it was not before. */
  Optional<KeptCheckpoint> checkpoint() {
    if (unread.isPresent()) {
      UnreadCheckpoint last = unread.get();
      setCheckpoint(
          Optional.of(KeptCheckpoint.read(last.position(), last.value().array(), this::digest)));
    }
    return checkpoint;
  }

  /** Digest of a checkpoint's state; that of the fold is used if it is the same state. */
  private Digest digest(SagaState state) {
    return newest()
        .filter(chain -> chain.folded().filter(state::equals).isPresent())
        .flatMap(SagaChain::stateDigest)
        .orElseGet(() -> StateDigest.of(state));
  }

  boolean hasCheckpoint() {
    return checkpoint.isPresent() || unread.isPresent();
  }

  /** How many bytes of a checkpoint it keeps unread. */
  int unreadBytes() {
    return unread.map(last -> last.value().size()).orElse(0);
  }

  void setCheckpoint(Optional<KeptCheckpoint> last) {
    checkpoint = last;
    unread = Optional.empty();
  }

  void setCheckpoint(UnreadCheckpoint last) {
    checkpoint = Optional.empty();
    unread = Optional.of(last);
  }

  /** Adds a run, which is the newest from now on. */
  void add(RunId run, SagaChain chain) {
    chains.put(run, chain);
    newest = Optional.of(new Run(new RunKey(saga, run), chain));
  }

  /** The chain that an entry belongs to; a run that it begins is added. */
  SagaChain chainOf(ReadEntry read) {
    RunId run = read.key().run();
    SagaChain known = chains.get(run);
    if (known != null) {
      return known;
    }
    newest
        .filter(before -> before.chain().end().isEmpty())
        .ifPresent(
            before ->
                scope.report(
                    Violation.of(
                        read,
                        ViolationCode.RUN_OVERLAPS,
                        "Expected run " + before.key().run() + " to end before another begins")));
    SagaChain chain = new SagaChain(scope, saga);
    add(run, chain);
    return chain;
  }

  /** Adds an outcome. */
  void outcome(Position position, PublishedOutcome outcome) {
    outcomes.published(position, outcome, chains);
  }

  /** True if no run in it is active or damaged: it can be written to disk. */
  boolean isAtRest() {
    return outcomes.isAtRest() && chains.values().stream().allMatch(SagaChain::isAtRest);
  }

  /** Reports what is unmatched. */
  void conclude(long nowMs, Conclusion conclusion) {
    chains.forEach((run, chain) -> conclude(new RunKey(saga, run), chain, conclusion));
    outcomes.concludeEarly(conclusion);
    if (newest.isPresent()) {
      KeptCheckpoint.compare(newest.get().key(), newest.get().chain(), checkpoint(), nowMs)
          .ifPresent(conclusion::add);
    } else {
      checkpoint().ifPresent(kept -> kept.withoutJournal(saga, scope, conclusion));
    }
  }

  private void conclude(RunKey key, SagaChain chain, Conclusion conclusion) {
    chain.end().ifPresent(end -> outcomes.conclude(key, end, isNewest(chain), conclusion));
    if (chain.isPartial()) {
      conclusion.unprovable(scope.topics().journal(), "runs began before its remaining part");
    }
    if (chain.isUndoUnproven()) {
      conclusion.unprovable(
          scope.topics().definitions(), "runs undid effects on versions that are not in it");
    }
  }

  private boolean isNewest(SagaChain chain) {
    return newest.filter(last -> last.chain() == chain).isPresent();
  }
}
