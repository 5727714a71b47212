package dev.sagas.audit;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.journal.ReadEntry;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.engine.wire.Position;
import dev.sagas.engine.wire.PublishedDefinition;
import dev.sagas.engine.wire.PublishedOutcome;
import dev.sagas.engine.wire.SentCommand;
import dev.sagas.protocol.SagaId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The audit of one shard, without Kafka: fed with the records of all topics, it collects what does
 * not fit.
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
  private final CheckpointReader checkpoints = new CheckpointReader();
  private final Set<String> commandTopics = new TreeSet<>();
  private final List<Stray> strays = new ArrayList<>();
  private long transitions;
  private long notes;
  private long commands;
  private long outcomes;

  /** A command whose id names a saga of another shard than its entry does. */
  record Stray(ReadEntry read, SentCommand command) {}

  /**
   * A shard in which nothing was read yet.
   *
   * @param maxAtRest how many ended sagas are kept in memory
   */
  AuditFold(AuditScope scope, int maxAtRest) {
    this.scope = scope;
    accounts = new Accounts(scope, maxAtRest);
    commandLedger = new CommandLedger(scope);
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
        if (scope.sharding().hasCommand(command.commandId())) {
          commandLedger.journaled(read, command);
        } else {
          strays.add(new Stray(read, command));
        }
      }
      if (!endedBefore) {
        chain.end().ifPresent(end -> account.outcomes().ended(read.key().run(), end));
      }
    }
  }

  /** The commands for other shards so far, each only once. */
  List<Stray> takeStrays() {
    List<Stray> taken = List.copyOf(strays);
    strays.clear();
    return taken;
  }

  /** Adds a command of an entry in another shard. */
  void journaled(Stray stray) {
    commandLedger.journaled(stray.read(), stray.command());
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
      accounts.updateCheckpoint(saga.get(), account -> set(account, position, value));
    } else {
      scope.report(
          Violation.at(
              ViolationCode.CHECKPOINT_CORRUPT,
              Optional.empty(),
              position,
              "Expected a saga id as key"));
    }
  }

  private void set(SagaAccount account, Position position, Optional<byte[]> value) {
    if (value.filter(checkpoints::canWait).isPresent()) {
      account.setCheckpoint(new UnreadCheckpoint(position, Bytes.of(value.get())));
    } else {
      account.setCheckpoint(value.map(bytes -> checkpoints.read(position, bytes)));
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

  /** What was read. */
  AuditTally tally() {
    AuditTally tally = new AuditTally();
    accounts.forEach(tally::add);
    tally.transitions = transitions;
    tally.notes = notes;
    tally.commands = commands;
    tally.repeated = commandLedger.repeated();
    tally.outcomes = outcomes;
    return tally;
  }

  /** The faults that records have shown. */
  Findings findings() {
    return scope.findings();
  }

  AnalyticsFold analytics() {
    return analytics;
  }

  @Override
  public void close() {
    accounts.close();
  }
}
