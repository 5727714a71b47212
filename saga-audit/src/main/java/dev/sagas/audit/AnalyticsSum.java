package dev.sagas.audit;

import dev.sagas.protocol.SagaType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds up what runs add to the statistics, in any order. Not thread-safe. */
public final class AnalyticsSum {
  private final Map<SagaType, TypeTally> types = new TreeMap<>();
  private long leftOut;

  /** Nothing yet. */
  public AnalyticsSum() {}

  /** Adds a run. */
  public void add(SagaType type, RunTally run) {
    types.computeIfAbsent(type, name -> new TypeTally()).add(run.type());
  }

  /** Adds transitions that are not counted. */
  public void leftOut(long transitions) {
    leftOut += transitions;
  }

  /** The statistics, equal to those of the journal that these runs are from. */
  public JournalAnalytics summary() {
    List<TypeAnalytics> summaries =
        types.entrySet().stream().map(type -> type.getValue().summary(type.getKey())).toList();
    return new JournalAnalytics(summaries, leftOut);
  }
}
