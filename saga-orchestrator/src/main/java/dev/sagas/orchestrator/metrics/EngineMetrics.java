package dev.sagas.orchestrator.metrics;

import dev.sagas.orchestrator.streams.CommitListener;
import dev.sagas.orchestrator.streams.Uncommitted;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
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
public final class EngineMetrics implements CommitListener {
  /** How many codes of participants there may be before further ones are not told apart. */
  static final int MAX_CODES = 100;

  private final Meters meters;
  private final Clock clock;
  private final DistributionSummary commits;
  private final BoundedValues codes = new BoundedValues(MAX_CODES);
  private final Set<Integer> partitions = ConcurrentHashMap.newKeySet();

  /**
   * Metrics in that registry.
   *
   * @param clock the one that stamps transitions
   */
  public EngineMetrics(MeterRegistry registry, Clock clock) {
    this.meters = new Meters(registry);
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
  public Uncommitted uncommitted() {
    return new MeterNotes(meters, clock, commits, codes);
  }
}
