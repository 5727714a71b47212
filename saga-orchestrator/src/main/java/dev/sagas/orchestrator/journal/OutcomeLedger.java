package dev.sagas.orchestrator.journal;

import dev.sagas.orchestrator.core.SagaStatus;
import dev.sagas.orchestrator.wire.Position;
import dev.sagas.orchestrator.wire.PublishedOutcome;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/** Matches the ends of runs with their outcomes, in whatever order they come. */
final class OutcomeLedger {
  private final Findings findings;
  private final Map<RunKey, End> ends = new HashMap<>();
  private final Map<RunKey, List<Found>> early = new HashMap<>();
  private final Set<RunKey> matched = new HashSet<>();
  private final Set<SagaId> refused = new HashSet<>();

  /** With the key, so that the same object can be kept on. */
  private record End(RunKey key, RunEnd end) {}

  private record Found(Position position, PublishedOutcome outcome) {
    Violation violation(ViolationCode code, String message) {
      return new Violation(
          code,
          Optional.of(outcome.saga()),
          outcome.run(),
          OptionalLong.of(outcome.revision()),
          Optional.of(position),
          message);
    }
  }

  OutcomeLedger(Findings findings) {
    this.findings = findings;
  }

  /** Takes in the end of a run. */
  void ended(RunKey key, RunEnd end) {
    ends.put(key, new End(key, end));
    List<Found> waiting = early.remove(key);
    if (waiting != null) {
      waiting.forEach(found -> match(key, found));
    }
  }

  /** Takes in an outcome. */
  void published(Position position, PublishedOutcome outcome) {
    Found found = new Found(position, outcome);
    Optional<RunId> run = outcome.run();
    if (run.isPresent()) {
      match(new RunKey(outcome.saga(), run.get()), found);
    } else if (outcome.outcome() == SagaStatus.REFUSED) {
      refused.add(outcome.saga());
    } else {
      findings.add(
          found.violation(
              ViolationCode.OUTCOME_WITHOUT_END,
              "Expected a run, because the outcome is " + outcome.outcome()));
    }
  }

  private void match(RunKey key, Found found) {
    if (matched.contains(key)) {
      findings.add(
          found.violation(
              ViolationCode.OUTCOME_REPEATED, "Expected one outcome, but this is another"));
      return;
    }
    End end = ends.remove(key);
    if (end == null) {
      early.computeIfAbsent(key, run -> new ArrayList<>(1)).add(found);
      return;
    }
    matched.add(end.key());
    compare(end.end(), found);
  }

  private void compare(RunEnd end, Found found) {
    PublishedOutcome outcome = found.outcome();
    if (outcome.outcome() != end.outcome()
        || outcome.revision() != end.at().revision()
        || !end.at().has(outcome.hash())) {
      findings.add(
          found.violation(
              ViolationCode.OUTCOME_DIFFERS,
              "Expected "
                  + end.outcome()
                  + " at revision "
                  + end.at().revision()
                  + " with hash "
                  + end.at().stated()
                  + ", but it is "
                  + outcome.outcome()
                  + " at revision "
                  + outcome.revision()
                  + " with hash "
                  + outcome.hash()));
    }
  }

  /**
   * Reports what has no match. The topic is compacted: the outcome of an earlier run of the same
   * saga id may be gone, or have made room for a refusal.
   *
   * @param isNewest true for the last run of a saga id
   */
  void conclude(
      Coverage coverage, AuditTopics topics, Predicate<RunKey> isNewest, Conclusion conclusion) {
    ends.forEach(
        (key, end) -> {
          if (coverage.hasExpired(topics.outcomes(), key.saga())) {
            conclusion.unprovable(topics.outcomes(), "outcomes are not in their topic any more");
          } else if (refused.contains(key.saga()) || !isNewest.test(key)) {
            conclusion.unprovable(topics.outcomes(), "outcomes have made room for newer ones");
          } else {
            conclusion.add(missing(key, end.end(), topics));
          }
        });
    early
        .values()
        .forEach(left -> left.forEach(found -> early(found, coverage, topics, conclusion)));
  }

  private static Violation missing(RunKey key, RunEnd end, AuditTopics topics) {
    return end.violation(
        ViolationCode.OUTCOME_MISSING, key, "Expected an outcome in " + topics.outcomes());
  }

  private static void early(
      Found found, Coverage coverage, AuditTopics topics, Conclusion conclusion) {
    if (coverage.hasExpired(topics.journal(), found.outcome().saga())) {
      conclusion.unprovable(
          topics.journal(), "outcomes are older than what is left of the journal");
    } else {
      conclusion.add(
          found.violation(
              ViolationCode.OUTCOME_WITHOUT_END,
              "Expected the run to have ended in the journal at revision "
                  + found.outcome().revision()));
    }
  }
}
