package dev.sagas.orchestrator.journal;

import dev.sagas.orchestrator.core.SagaState;
import dev.sagas.orchestrator.core.SagaStatus;
import dev.sagas.orchestrator.wire.Position;
import dev.sagas.orchestrator.wire.PublishedDefinition;
import dev.sagas.orchestrator.wire.PublishedOutcome;
import dev.sagas.orchestrator.wire.SentCommand;
import dev.sagas.protocol.SagaId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The audit itself, without Kafka: fed with the records of all topics, it collects what does not
 * fit.
 *
 * <ul>
 *   <li>Records of one partition must come in their order; the topics may be mixed at will.
 *   <li>{@link #conclude} may be asked again after more records came.
 *   <li>Keeps a chain's newest state for each live run, and some hundred bytes for each ended one.
 * </ul>
 */
final class AuditFold {
  private final AuditTopics topics;
  private final Coverage coverage;
  private final Findings findings = new Findings();
  private final UndoPlans plans = new UndoPlans();
  private final Map<RunKey, SagaChain> chains = new HashMap<>();
  private final Map<SagaId, RunKey> newestRuns = new HashMap<>();
  private final CommandLedger commandLedger = new CommandLedger(findings);
  private final OutcomeLedger outcomeLedger = new OutcomeLedger(findings);
  private final CheckpointLedger checkpointLedger = new CheckpointLedger();
  private final AnalyticsFold analytics = new AnalyticsFold();
  private final Set<String> commandTopics = new TreeSet<>();
  private long transitions;
  private long notes;
  private long commands;
  private long outcomes;

  AuditFold(AuditTopics topics, Coverage coverage) {
    this.topics = topics;
    this.coverage = coverage;
  }

  /** Takes in a definition; before the journal of its sagas. */
  void definition(PublishedDefinition definition) {
    plans.add(definition);
  }

  /** Takes in a journal entry. */
  void entry(ReadEntry read) {
    if (read.entry().note().isPresent()) {
      notes++;
    } else {
      transitions++;
    }
    RunKey key = read.key();
    SagaChain chain = chains.get(key);
    if (chain == null) {
      chain = new SagaChain(findings, plans, coverage.hasExpired(topics.journal(), key.saga()));
      begin(key, chain, read);
    }
    boolean endedBefore = chain.end().isPresent();
    boolean begins = chain.head().isEmpty();
    Optional<SagaState> before = chain.state();
    boolean isNew = chain.accept(read);
    if (read.entry().note().isEmpty()) {
      if (isNew && chain.isSound() && (begins || before.isPresent())) {
        analytics.transition(read.entry(), before);
      } else {
        analytics.leftOut(key);
      }
    }
    if (isNew) {
      for (SentCommand command : read.entry().commands()) {
        commandTopics.add(command.topic());
        commandLedger.journaled(read, command);
      }
      if (!endedBefore) {
        chain.end().ifPresent(end -> outcomeLedger.ended(key, end));
      }
    }
  }

  private void begin(RunKey key, SagaChain chain, ReadEntry read) {
    chains.put(key, chain);
    RunKey before = newestRuns.put(key.saga(), key);
    if (before == null) {
      return;
    }
    if (chain(before).end().isEmpty()) {
      findings.add(
          read.violation(
              ViolationCode.RUN_OVERLAPS,
              "Expected run " + before.run() + " to end before another begins"));
    }
  }

  /** Takes in a record of the journal that cannot be read. */
  void unreadableEntry(Position position, Optional<SagaId> saga, String problem) {
    findings.add(Violation.at(ViolationCode.UNREADABLE_ENTRY, saga, position, problem));
  }

  /** Takes in a command from its topic. */
  void command(ReadCommand command) {
    commands++;
    commandLedger.sent(command);
  }

  /** Takes in an outcome. */
  void outcome(Position position, PublishedOutcome outcome) {
    outcomes++;
    outcomeLedger.published(position, outcome);
  }

  /** Takes in a record of the outcome topic that cannot be read. */
  void unreadableOutcome(Position position, Optional<SagaId> saga, String problem) {
    outcomes++;
    findings.add(Violation.at(ViolationCode.UNREADABLE_OUTCOME, saga, position, problem));
  }

  /**
   * Takes in a value of the changelog.
   *
   * @param saga empty if the key is no saga id
   * @param value empty if the checkpoint was removed
   */
  void checkpoint(Position position, Optional<SagaId> saga, Optional<byte[]> value) {
    if (saga.isPresent()) {
      RunKey newest = newestRuns.get(saga.get());
      if (newest == null) {
        checkpointLedger.put(position, saga.get(), value);
      } else {
        checkpointLedger.put(position, newest, chain(newest), value);
      }
    } else {
      findings.add(
          Violation.at(
              ViolationCode.CHECKPOINT_CORRUPT,
              Optional.empty(),
              position,
              "Expected a saga id as key"));
    }
  }

  /** The command topics that the journal names. */
  Set<String> commandTopics() {
    return Set.copyOf(commandTopics);
  }

  /** What is unmatched after everything so far. */
  Conclusion conclude(long nowMs) {
    Conclusion conclusion = new Conclusion();
    commandLedger.conclude(coverage, topics.journal(), conclusion);
    outcomeLedger.conclude(
        coverage, topics, key -> key.equals(newestRuns.get(key.saga())), conclusion);
    newestRuns
        .values()
        .forEach(
            key -> checkpointLedger.compare(key, chain(key), nowMs).ifPresent(conclusion::add));
    checkpointLedger.conclude(coverage, topics, newestRuns.keySet(), conclusion);
    chains.values().stream()
        .filter(SagaChain::isPartial)
        .forEach(
            chain ->
                conclusion.unprovable(topics.journal(), "runs began before what is left of it"));
    chains.values().stream()
        .filter(SagaChain::isUndoUnproven)
        .forEach(
            chain ->
                conclusion.unprovable(
                    topics.definitions(), "runs undid effects on versions that are not in it"));
    return conclusion;
  }

  private SagaChain chain(RunKey key) {
    SagaChain chain = chains.get(key);
    if (chain == null) {
      throw new IllegalStateException("Expected a chain of " + key);
    }
    return chain;
  }

  /**
   * The report.
   *
   * @param unmatched violations among what is unmatched
   */
  AuditReport report(List<Violation> unmatched, List<Unprovable> unprovable) {
    Findings all = new Findings(findings);
    unmatched.forEach(all::add);
    return new AuditReport(counts(), all.listed(), all.count(), unprovable, analytics.summary());
  }

  private AuditReport.Counts counts() {
    Map<SagaStatus, Long> statuses = new HashMap<>();
    newestRuns
        .values()
        .forEach(
            key ->
                chain(key).head().ifPresent(head -> statuses.merge(head.status(), 1L, Long::sum)));
    return new AuditReport.Counts(
        newestRuns.size(),
        chains.size(),
        transitions,
        notes,
        commands,
        outcomes,
        checkpointLedger.size(),
        statuses);
  }
}
