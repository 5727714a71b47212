package dev.sagas.orchestrator.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.List;

/** What one change adds to meters once it is committed. The meters are found when it is noted. */
final class MeterNotes {
  private static final int USUAL = 4;

  private final Meters meters;
  private final List<Counter> counted = new ArrayList<>(USUAL);
  private final List<Timed> timed = new ArrayList<>(USUAL);
  private long decidedAtMs = Long.MAX_VALUE;

  /** Notes nothing yet. */
  MeterNotes(Meters meters) {
    this.meters = meters;
  }

  /**
   * A time for a timer.
   *
   * @param ms how long it was; or since when it lasts, if it ends with the commit
   */
  private record Timed(Timer timer, long ms, boolean untilCommit) {
    void record(long committedAtMs) {
      Meters.record(timer, untilCommit ? committedAtMs - ms : ms);
    }
  }

  void count(EngineMeter meter, Labels labels) {
    counted.add(meters.counter(meter, labels));
  }

  void time(EngineMeter meter, Labels labels, long ms) {
    timed.add(new Timed(meters.timer(meter, labels), ms, false));
  }

  /** Times what ends when the change is committed. */
  void timeUntilCommit(EngineMeter meter, Labels labels, long sinceMs) {
    timed.add(new Timed(meters.timer(meter, labels), sinceMs, true));
  }

  /** The change was decided then. */
  void decided(long atMs) {
    decidedAtMs = atMs;
  }

  /** When it was decided, epoch ms; the largest number if it was refused. */
  long decidedAtMs() {
    return decidedAtMs;
  }

  /** Adds all of it. */
  void committed(long atMs) {
    counted.forEach(Counter::increment);
    timed.forEach(time -> time.record(atMs));
  }
}
