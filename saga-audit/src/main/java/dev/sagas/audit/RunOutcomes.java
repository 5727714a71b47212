package dev.sagas.audit;

import dev.sagas.engine.core.ChainLink;
import dev.sagas.engine.journal.RunKey;
import dev.sagas.engine.wire.Position;
import dev.sagas.engine.wire.PublishedOutcome;
import dev.sagas.engine.wire.PublishedOutcome.End;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Matches the ends of one saga's runs with their outcomes, in any order of arrival. */
final class RunOutcomes {
  private final AuditScope scope;
  private final Map<RunId, List<Found>> early = new HashMap<>();
  private final Set<RunId> matched = new HashSet<>();
  private boolean refused;

  private record Found(Position position, PublishedOutcome outcome) {
    /** The last transition of the run that it belongs to. */
    ChainLink last() {
      return outcome.end().orElseThrow().last();
    }

    Violation violation(ViolationCode code, String message) {
      return new Violation(
          code,
          Optional.of(outcome.saga()),
          outcome.end().map(End::run),
          outcome.end().stream().mapToLong(end -> end.last().revision()).findFirst(),
          Optional.of(position),
          message);
    }
  }

  RunOutcomes(AuditScope scope) {
    this.scope = scope;
  }

  /** True unless an outcome waits for the end of its run. */
  boolean isAtRest() {
    return early.isEmpty();
  }

  boolean isMatched(RunId run) {
    return matched.contains(run);
  }

  /** Records that the run's outcome was read. */
  void setMatched(RunId run) {
    matched.add(run);
  }

  /** True if a request was refused, whose outcome may have taken an earlier one's place. */
  boolean isRefused() {
    return refused;
  }

  void setRefused() {
    refused = true;
  }

  /** Adds the end of a run. */
  void ended(RunId run, RunEnd end) {
    List<Found> waiting = early.remove(run);
    if (waiting != null) {
      waiting.forEach(found -> match(run, Optional.of(end), found));
    }
  }

  /**
   * Adds an outcome.
   *
   * @param chains the runs that the journal knows
   */
  void published(Position position, PublishedOutcome outcome, Map<RunId, SagaChain> chains) {
    Found found = new Found(position, outcome);
    Optional<End> end = outcome.end();
    if (end.isPresent()) {
      Optional<SagaChain> chain = Optional.ofNullable(chains.get(end.get().run()));
      match(end.get().run(), chain.flatMap(SagaChain::end), found);
    } else if (outcome.outcome() == SagaStatus.REFUSED) {
      refused = true;
    } else {
      scope.report(
          found.violation(
              ViolationCode.OUTCOME_WITHOUT_END,
              "Expected a run, because the outcome is " + outcome.outcome()));
    }
  }

  private void match(RunId run, Optional<RunEnd> end, Found found) {
    if (end.isEmpty()) {
      early.computeIfAbsent(run, id -> new ArrayList<>(1)).add(found);
    } else if (matched.add(run)) {
      compare(end.get(), found);
    } else {
      scope.report(
          found.violation(
              ViolationCode.OUTCOME_REPEATED, "Expected one outcome, but this is another"));
    }
  }

  private void compare(RunEnd end, Found found) {
    PublishedOutcome outcome = found.outcome();
    ChainLink last = found.last();
    if (outcome.outcome() != end.outcome()
        || last.revision() != end.at().revision()
        || !end.at().has(last.hash())) {
      scope.report(
          found.violation(
              ViolationCode.OUTCOME_DIFFERS,
              "Expected %s at revision %s with hash %s, but it is %s at revision %s with hash %s"
                  .formatted(
                      end.outcome(),
                      end.at().revision(),
                      end.at().stated(),
                      outcome.outcome(),
                      last.revision(),
                      last.hash())));
    }
  }

  /**
   * Reports the end of a run if it has no outcome. The topic is compacted: the outcome of an
   * earlier run of the same saga id may be gone, or replaced by that of a refusal.
   *
   * @param newest true for the last run of its saga id
   */
  void conclude(RunKey key, RunEnd end, boolean newest, Conclusion conclusion) {
    String topic = scope.topics().outcomes();
    if (matched.contains(key.run())) {
      return;
    }
    if (scope.coverage().hasExpired(topic, key.saga())) {
      conclusion.unprovable(topic, "outcomes are no longer in their topic");
    } else if (refused || !newest) {
      conclusion.unprovable(topic, "outcomes were replaced by newer ones");
    } else {
      conclusion.add(
          end.violation(ViolationCode.OUTCOME_MISSING, key, "Expected an outcome in " + topic));
    }
  }

  /** Reports the outcomes of runs that have not ended. */
  void concludeEarly(Conclusion conclusion) {
    early.values().forEach(left -> left.forEach(found -> early(found, conclusion)));
  }

  private void early(Found found, Conclusion conclusion) {
    String journal = scope.topics().journal();
    if (scope.coverage().hasExpired(journal, found.outcome().saga())) {
      conclusion.unprovable(journal, "outcomes are older than the remaining journal");
    } else {
      conclusion.add(
          found.violation(
              ViolationCode.OUTCOME_WITHOUT_END,
              "Expected the run to have ended in the journal at revision %s"
                  .formatted(found.last().revision())));
    }
  }
}
