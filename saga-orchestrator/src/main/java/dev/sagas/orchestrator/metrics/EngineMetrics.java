package dev.sagas.orchestrator.metrics;

import dev.sagas.orchestrator.streams.CommitListener;
import dev.sagas.orchestrator.streams.SagaChange;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts and times what is committed.
 *
 * <ul>
 *   <li>What was decided and not committed is not counted: it is decided again.
 *   <li>Runs on the stream threads: for a change it looks up a few meters and makes no text.
 * </ul>
 */
public final class EngineMetrics implements CommitListener<MeterNotes> {
  /** How many codes of participants there may be before further ones are not told apart. */
  static final int MAX_CODES = 100;

  private final Meters meters;
  private final Clock clock;
  private final DistributionSummary commits;
  private final ChangeMetrics changes;
  private final Set<Integer> partitions = ConcurrentHashMap.newKeySet();

  /**
   * Metrics in that registry.
   *
   * @param clock the one that stamps transitions
   */
  public EngineMetrics(MeterRegistry registry, Clock clock) {
    this.meters = new Meters(registry);
    this.changes = new ChangeMetrics(meters, new BoundedValues(MAX_CODES));
    this.clock = clock;
    this.commits = meters.summary(EngineMeter.COMMIT_CHANGES);
    meters.gauge(EngineMeter.PARTITIONS, partitions::size);
  }

  /** The partitions that are processed. */
  Set<Integer> partitions() {
    return Set.copyOf(partitions);
  }

  @Override
  public void opened(int partition) {
    partitions.add(partition);
  }

  @Override
  public void closed(int partition) {
    partitions.remove(partition);
  }

  @Override
  public MeterNotes noted(SagaChange change) {
    return change.accept(changes);
  }

  @Override
  public void committed(List<MeterNotes> notes) {
    commits.record(notes.size());
    long nowMs = clock.millis();
    long decidedAtMs = Long.MAX_VALUE;
    for (MeterNotes note : notes) {
      note.committed(nowMs);
      decidedAtMs = Math.min(decidedAtMs, note.decidedAtMs());
    }
    if (decidedAtMs != Long.MAX_VALUE) {
      meters.time(EngineMeter.COMMIT_LATENCY, Labels.NONE, nowMs - decidedAtMs);
    }
  }
}
