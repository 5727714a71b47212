package dev.sagas.dev.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sagas.audit.Violation;
import dev.sagas.dev.fuzz.Account.Kind;
import dev.sagas.engine.wire.Position;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every bad record that was written, and what became of it. Not thread-safe. */
final class Ledger {
  private final Watcher watcher;
  private final Map<Position, Written> written = new LinkedHashMap<>();
  private final List<Planned> refused = new ArrayList<>();
  private final Set<String> sagas = new HashSet<>();

  /** A record to be written. */
  record Planned(BadKind kind, FuzzTopic topic) {
    @Override
    public String toString() {
      return BadKinds.nameOf(kind) + " on " + topic;
    }
  }

  /** A record that the broker has taken. */
  private record Written(Planned planned, Expected expected) {}

  /** A record that has not the account that it should have. */
  record Unaccounted(Planned planned, Position position, Expected expected, List<Account> seen) {
    @Override
    public String toString() {
      return planned + " at " + position + ": expected " + expected + ", but got " + seen;
    }
  }

  Ledger(Watcher watcher) {
    this.watcher = watcher;
  }

  void written(Planned planned, Position position, Draft draft) {
    Expected expected = draft.isAborted() ? Expected.nothing() : planned.kind().story().expected();
    written.put(position, new Written(planned, expected));
    draft.key().ifPresent(key -> sagas.add(new String(key, UTF_8)));
    sagas.add(draft.idOrEmpty());
  }

  /** The broker has not taken it. */
  void refused(Planned planned) {
    refused.add(planned);
  }

  int writtenCount() {
    return written.size();
  }

  int refusedCount() {
    return refused.size();
  }

  /** True if the finding of the audit is about a bad record, or a saga that one is about. */
  boolean explains(Violation violation) {
    return violation.position().filter(written::containsKey).isPresent()
        || violation.saga().filter(saga -> sagas.contains(saga.value())).isPresent();
  }

  /** Those of the records that the orchestrator or a participant reads, or of the others. */
  List<Unaccounted> unaccounted(boolean processed) {
    List<Unaccounted> found = new ArrayList<>();
    written.forEach(
        (position, record) -> {
          FuzzTopic topic = record.planned().topic();
          if (processed == FuzzTopic.INPUTS_AND_COMMANDS.contains(topic)) {
            List<Account> seen = accounts(position, topic);
            if (!record.expected().isMetBy(seen)) {
              found.add(new Unaccounted(record.planned(), position, record.expected(), seen));
            }
          }
        });
    return found;
  }

  private List<Account> accounts(Position position, FuzzTopic topic) {
    List<Account> all = new ArrayList<>();
    for (Account account : watcher.accounts(position)) {
      if (account.kind() == Kind.REROUTED) {
        account
            .movedTo()
            .filter(moved -> !written.containsKey(moved))
            .ifPresent(moved -> all.addAll(accounts(moved, topic)));
      } else if (account.kind() != Kind.FINDING || !topic.isCommands()) {
        // A command that nobody has sent is found by the audit, whatever became of it.
        all.add(account);
      }
    }
    return all;
  }
}
