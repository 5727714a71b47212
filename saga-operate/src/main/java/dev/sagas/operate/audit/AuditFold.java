package dev.sagas.operate.audit;

import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.journal.ReadEntry;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.engine.wire.Position;
import dev.sagas.engine.wire.PublishedDefinition;
import dev.sagas.engine.wire.PublishedOutcome;
import dev.sagas.engine.wire.SentCommand;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaStatus;
import java.util.EnumMap;
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
 *   <li>Records of one partition must be passed in order; topics may be mixed arbitrarily.
 *   <li>{@link #conclude} may be called again after more records.
 *   <li>Keeps live sagas, what is unmatched and {@value Accounts#MAX_AT_REST} ended sagas in
 *       memory; the other ended ones in a temporary folder, which {@link #close} deletes.
 * </ul>
 */
final class AuditFold implements AutoCloseable {
  private final AuditScope scope;
  private final Accounts accounts;
  private final CommandLedger commandLedger;
  private final AnalyticsFold analytics = new AnalyticsFold();
  private final Set<String> commandTopics = new TreeSet<>();
  private long transitions;
  private long notes;
  private long commands;
  private long outcomes;

  AuditFold(AuditTopics topics, Coverage coverage) {
    this(topics, coverage, Accounts.MAX_AT_REST);
  }

  /**
   * The same with a different limit.
   *
   * @param maxAtRest how many ended sagas are kept in memory
   */
  AuditFold(AuditTopics topics, Coverage coverage, int maxAtRest) {
    scope = new AuditScope(topics, coverage);
    accounts = new Accounts(scope, maxAtRest);
    commandLedger = new CommandLedger(scope);
  }

  /** Notes that a partition has a record of that time, before the record itself is added. */
  void seen(Position position, long atMs) {
    scope.coverage().seen(position.topic(), position.partition(), atMs);
  }

  /** Adds a definition; before the journal of its sagas. */
  void definition(PublishedDefinition definition) {
    scope.plans().add(definition);
  }

  /** Adds a journal entry. */
  void entry(ReadEntry read) {
    if (read.entry().note().isPresent()) {
      notes++;
    } else {
      transitions++;
    }
    accounts.update(read.key().saga(), account -> entry(read, account));
  }

  private void entry(ReadEntry read, SagaAccount account) {
    SagaChain chain = account.chainOf(read);
    boolean endedBefore = chain.end().isPresent();
    boolean begins = chain.head().isEmpty();
    Optional<SagaState> before = chain.state();
    boolean isNew = chain.accept(read);
    if (read.entry().note().isEmpty()) {
      if (isNew && chain.isSound() && (begins || before.isPresent())) {
        analytics.transition(read.entry(), before);
      } else {
        analytics.leftOut(read.key());
      }
    }
    if (isNew) {
      for (SentCommand command : read.entry().commands()) {
        commandTopics.add(command.topic());
        commandLedger.journaled(read, command);
      }
      if (!endedBefore) {
        chain.end().ifPresent(end -> account.outcomes().ended(read.key().run(), end));
      }
    }
  }

  /** Adds a record of the journal that cannot be read. */
  void unreadableEntry(Position position, Optional<SagaId> saga, String problem) {
    scope.report(Violation.at(ViolationCode.UNREADABLE_ENTRY, saga, position, problem));
  }

  /** Adds a command from its topic. */
  void command(ReadCommand command) {
    commands++;
    commandLedger.sent(command);
  }

  /** Adds an outcome. */
  void outcome(Position position, PublishedOutcome outcome) {
    outcomes++;
    accounts.update(outcome.saga(), account -> account.outcome(position, outcome));
  }

  /** Adds a record of the outcome topic that cannot be read. */
  void unreadableOutcome(Position position, Optional<SagaId> saga, String problem) {
    outcomes++;
    scope.report(Violation.at(ViolationCode.UNREADABLE_OUTCOME, saga, position, problem));
  }

  /**
   * Adds a value of the changelog.
   *
   * @param saga empty if the key is not a saga id
   * @param value empty if the checkpoint was removed
   */
  void checkpoint(Position position, Optional<SagaId> saga, Optional<byte[]> value) {
    if (saga.isPresent()) {
      Optional<KeptCheckpoint> last = value.map(bytes -> KeptCheckpoint.read(position, bytes));
      accounts.update(saga.get(), account -> account.setCheckpoint(last));
    } else {
      scope.report(
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

  /** The sagas whose journal must be read once more, see {@link #acquit}. */
  Set<SagaId> suspects() {
    return commandLedger.suspects();
  }

  /**
   * Passes an entry a second time, to find out whether the unmatched commands are only repeated.
   */
  void acquit(JournalEntry entry) {
    commandLedger.acquit(entry);
  }

  /** What is unmatched after everything so far. */
  Conclusion conclude(long nowMs) {
    Conclusion conclusion = new Conclusion();
    commandLedger.conclude(conclusion);
    accounts.forEach(account -> account.conclude(nowMs, conclusion));
    return conclusion;
  }

  /**
   * The report.
   *
   * @param unmatched violations among what is unmatched
   */
  AuditReport report(List<Violation> unmatched, List<Unprovable> unprovable) {
    Findings all = new Findings(scope.findings());
    unmatched.forEach(all::add);
    return new AuditReport(counts(), all.listed(), all.count(), unprovable, analytics.summary());
  }

  private AuditReport.Counts counts() {
    AccountCount count = new AccountCount();
    accounts.forEach(count::add);
    return new AuditReport.Counts(
        count.sagas,
        count.runs,
        transitions,
        notes,
        commands,
        commandLedger.repeated(),
        outcomes,
        count.checkpoints,
        count.statuses);
  }

  @Override
  public void close() {
    accounts.close();
  }

  /** Counts the contents of the accounts. */
  private static final class AccountCount {
    private final Map<SagaStatus, Long> statuses = new EnumMap<>(SagaStatus.class);
    private int sagas;
    private int runs;
    private int checkpoints;

    void add(SagaAccount account) {
      runs += account.chains().size();
      checkpoints += account.checkpoint().isPresent() ? 1 : 0;
      if (account.newest().isPresent()) {
        sagas++;
        account
            .newest()
            .flatMap(SagaChain::head)
            .ifPresent(head -> statuses.merge(head.status(), 1L, Long::sum));
      }
    }
  }
}
