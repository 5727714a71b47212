package dev.sagas.dev.checker;

import dev.sagas.protocol.Action;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.RunId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.generic.GenericRecord;

/** Everything that was found about one run of a saga, in the order in which it was found. */
final class RunHistory {
  private final RunId id;
  private final List<JournalLine> lines = new ArrayList<>();
  private final List<GenericRecord> outcomes = new ArrayList<>();
  private final List<ObservedEffect> effects = new ArrayList<>();
  private final Set<String> commandIds = new HashSet<>();
  private final Map<DeduplicationKey, DeduplicationKey> undoes = new HashMap<>();
  private final Set<DeduplicationKey> fenced = new HashSet<>();

  RunHistory(RunId id) {
    this.id = id;
  }

  void add(JournalLine line) {
    lines.add(line);
  }

  void addOutcome(GenericRecord outcome) {
    outcomes.add(outcome);
  }

  void add(ObservedEffect effect) {
    effects.add(effect);
  }

  void addCommand(String commandId) {
    commandIds.add(commandId);
  }

  void addUndo(DeduplicationKey compensate, DeduplicationKey execute) {
    undoes.put(compensate, execute);
  }

  /** A participant answered that this execute had no effect and can no longer have one. */
  void addFenced(DeduplicationKey execute) {
    fenced.add(execute);
  }

  RunId id() {
    return id;
  }

  List<JournalLine> lines() {
    return lines;
  }

  List<GenericRecord> outcomes() {
    return outcomes;
  }

  List<ObservedEffect> effects() {
    return effects;
  }

  Set<String> commandIds() {
    return commandIds;
  }

  Set<DeduplicationKey> fenced() {
    return fenced;
  }

  /** The execute that an effect did or undid. */
  DeduplicationKey executeOf(ObservedEffect effect) {
    DeduplicationKey sameEpoch = effect.key().forAction(Action.EXECUTE);
    return effect.isUndo() ? undoes.getOrDefault(effect.key(), sameEpoch) : effect.key();
  }

  /** The transitions in the order of their offsets, without notes. */
  List<JournalLine> transitions() {
    return lines.stream().filter(line -> !line.isNote()).toList();
  }

  /**
   * The transitions that count, by revision up to the first that ends the run. Of several with the
   * same revision, the one that the next is chained to; the first, if that is none.
   */
  List<JournalLine> chain() {
    SortedMap<Long, List<JournalLine>> byRevision = new TreeMap<>();
    for (JournalLine line : transitions()) {
      byRevision.computeIfAbsent(line.revision(), key -> new ArrayList<>()).add(line);
    }
    List<JournalLine> chain = new ArrayList<>();
    for (List<JournalLine> same : byRevision.values()) {
      List<JournalLine> next = byRevision.getOrDefault(same.get(0).revision() + 1, List.of());
      JournalLine counts =
          same.stream().filter(line -> leadsTo(line, next)).findFirst().orElse(same.get(0));
      chain.add(counts);
      if (counts.isEnd()) {
        break;
      }
    }
    return chain;
  }

  private static boolean leadsTo(JournalLine line, List<JournalLine> next) {
    return next.stream().anyMatch(after -> after.previousHash().equals(line.hash()));
  }

  /** The last transition that counts; empty if the journal has none of the run. */
  Optional<JournalLine> last() {
    List<JournalLine> chain = chain();
    return chain.isEmpty() ? Optional.empty() : Optional.of(chain.get(chain.size() - 1));
  }
}
