package dev.sagas.audit;

import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.journal.RunKey;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.protocol.SagaType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Counts and times the transitions of a journal; pure.
 *
 * <ul>
 *   <li>Keeps a few numbers for each saga type and step, and for each live run the time at which
 *       its open steps began; nothing about finished runs.
 * </ul>
 */
final class AnalyticsFold {
  private final Map<SagaType, TypeTally> types = new TreeMap<>();
  private final Map<RunKey, Map<BegunStep, Long>> begun = new HashMap<>();
  private long leftOut;

  /**
   * Adds a transition of a run that was followed from its beginning.
   *
   * @param before the run's state before it; empty for the first
   */
  void transition(JournalEntry entry, Optional<SagaState> before) {
    TypeTally type = types.computeIfAbsent(entry.identity().type(), name -> new TypeTally());
    RunKey run = RunKey.of(entry.identity());
    Map<BegunStep, Long> steps = begun.getOrDefault(run, new HashMap<>());
    AnalyticsTurn.count(entry, before, new AnalyticsTurn.Counted(type, steps));
    if (steps.isEmpty()) {
      begun.remove(run);
    } else {
      begun.put(run, steps);
    }
  }

  /** Adds a transition that cannot be counted: nothing more of its run will be counted. */
  void leftOut(RunKey run) {
    leftOut++;
    begun.remove(run);
  }

  /** Adds what another one has counted: of other runs. */
  void add(AnalyticsFold other) {
    other.types.forEach(
        (name, type) -> types.computeIfAbsent(name, key -> new TypeTally()).add(type));
    leftOut += other.leftOut;
  }

  JournalAnalytics summary() {
    List<TypeAnalytics> summaries =
        types.entrySet().stream().map(type -> type.getValue().summary(type.getKey())).toList();
    return new JournalAnalytics(summaries, leftOut);
  }
}
