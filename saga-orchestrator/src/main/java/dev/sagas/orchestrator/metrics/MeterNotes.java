package dev.sagas.orchestrator.metrics;

import dev.sagas.orchestrator.streams.SagaChange;
import dev.sagas.orchestrator.streams.Uncommitted;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.util.Arrays;

/**
 * What one thread's changes add to meters once they are committed.
 *
 * <ul>
 *   <li>The meters are found when a change is noted. There are ten notes to a saga, and thousands
 *       to a commit: they are rows of arrays, which are used again and again.
 * </ul>
 */
final class MeterNotes implements Uncommitted {
  private static final int FIRST_ROWS = 256;

  /** Adds one to the counter. */
  private static final int COUNT = 0;

  /** Records the value, in ms. */
  private static final int TIME = 1;

  /** Records the time from the value, epoch ms, to the commit. */
  private static final int TIME_UNTIL_COMMIT = 2;

  /** A change, which was decided at the value, epoch ms. */
  private static final int CHANGE = 3;

  /** A change, of which only is known that there was one. */
  private static final int UNDECIDED = 4;

  private final Meters meters;
  private final Clock clock;
  private final DistributionSummary commits;
  private final ChangeMetrics reader;

  private Object[] noted = new Object[FIRST_ROWS];
  private int[] kinds = new int[FIRST_ROWS];
  private int[] partitions = new int[FIRST_ROWS];
  private long[] values = new long[FIRST_ROWS];
  private int rows;
  private int partition;

  /**
   * Notes nothing yet.
   *
   * @param commits takes the number of changes of each commit
   * @param codes of participants
   */
  MeterNotes(Meters meters, Clock clock, DistributionSummary commits, BoundedValues codes) {
    this.meters = meters;
    this.clock = clock;
    this.commits = commits;
    this.reader = new ChangeMetrics(this, codes);
  }

  @Override
  public void add(SagaChange change) {
    partition = change.partition();
    MeterNotes unused = change.accept(reader);
  }

  void count(EngineMeter meter, Labels labels) {
    add(COUNT, meters.counter(meter, labels), 0);
  }

  void time(EngineMeter meter, Labels labels, long ms) {
    add(TIME, meters.timer(meter, labels), ms);
  }

  /** Times what ends when the change is committed. */
  void timeUntilCommit(EngineMeter meter, Labels labels, long sinceMs) {
    add(TIME_UNTIL_COMMIT, meters.timer(meter, labels), sinceMs);
  }

  /** The change was decided then. */
  void decided(long atMs) {
    add(CHANGE, commits, atMs);
  }

  /** There was a change, but no decision of a saga. */
  void undecided() {
    add(UNDECIDED, commits, 0);
  }

  private void add(int kind, Object meter, long value) {
    if (rows == noted.length) {
      noted = Arrays.copyOf(noted, 2 * rows);
      kinds = Arrays.copyOf(kinds, 2 * rows);
      partitions = Arrays.copyOf(partitions, 2 * rows);
      values = Arrays.copyOf(values, 2 * rows);
    }
    noted[rows] = meter;
    kinds[rows] = kind;
    partitions[rows] = partition;
    values[rows] = value;
    rows++;
  }

  @Override
  public void drop(int dropped) {
    int kept = 0;
    for (int row = 0; row < rows; row++) {
      if (partitions[row] != dropped) {
        noted[kept] = noted[row];
        kinds[kept] = kinds[row];
        partitions[kept] = partitions[row];
        values[kept] = values[row];
        kept++;
      }
    }
    rows = kept;
  }

  @Override
  public void committed() {
    if (rows == 0) {
      return;
    }
    long nowMs = clock.millis();
    long decidedAtMs = Long.MAX_VALUE;
    int changes = 0;
    for (int row = 0; row < rows; row++) {
      switch (kinds[row]) {
        case COUNT -> ((Counter) noted[row]).increment();
        case TIME -> Meters.record((Timer) noted[row], values[row]);
        case TIME_UNTIL_COMMIT -> Meters.record((Timer) noted[row], nowMs - values[row]);
        case CHANGE -> {
          changes++;
          decidedAtMs = Math.min(decidedAtMs, values[row]);
        }
        default -> changes++;
      }
    }
    rows = 0;
    commits.record(changes);
    if (decidedAtMs != Long.MAX_VALUE) {
      meters.time(EngineMeter.COMMIT_LATENCY, Labels.NONE, nowMs - decidedAtMs);
    }
  }
}
