package dev.sagas.orchestrator.streams;

import java.time.Clock;
import java.time.Duration;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * When one partition's timers are looked at: only around the time at which one is due, because
 * every punctuation makes Kafka Streams commit, whether it did anything or not.
 *
 * <ul>
 *   <li>The first look at a timer is a little early, so that the brokers can be asked in time how
 *       far the inputs reach; then one when it is due, and one every 25 ms while it must not fire.
 *   <li>A wake-up that is no longer needed is kept and is the reason for one look without result: a
 *       cancelled punctuation would stay in memory until its time all the same.
 *   <li>A clock that is not the system's may jump without notice: then it is looked at every 25 ms.
 * </ul>
 */
final class WakeUps {
  /** How often is looked at what is due; well under the 100 ms within which timers fire (R6). */
  static final Duration INTERVAL = Duration.ofMillis(25);

  private static final long LEAD_MS = 2 * INTERVAL.toMillis();

  private final ProcessorContext<?, ?> context;
  private final Clock clock;
  private final boolean jumps;
  private final Runnable look;
  private final NavigableMap<Long, Cancellable> pending = new TreeMap<>();

  /**
   * Nothing is scheduled yet.
   *
   * @param jumps whether the clock may go otherwise than the one that Kafka Streams goes by
   * @param look is run at each wake-up; it says by {@link #at} when to look again
   */
  WakeUps(ProcessorContext<?, ?> context, Clock clock, boolean jumps, Runnable look) {
    this.context = context;
    this.clock = clock;
    this.jumps = jumps;
    this.look = look;
  }

  /** Those of a processor; only the system's own clock is known not to jump. */
  static WakeUps of(ProcessorContext<?, ?> context, Clock clock, Runnable look) {
    return new WakeUps(context, clock, !clock.equals(Clock.systemUTC()), look);
  }

  /**
   * Sees to it that there is a look when that is due, unless there is an earlier one.
   *
   * @param dueAtMs epoch ms; {@link Long#MAX_VALUE} for never, a time in the past for soon
   */
  void at(long dueAtMs) {
    long nowMs = clock.millis();
    long soonMs = nowMs + INTERVAL.toMillis();
    if (jumps) {
      schedule(nowMs, soonMs);
    } else if (dueAtMs != Long.MAX_VALUE) {
      schedule(nowMs, Math.max(soonMs, dueAtMs - nowMs > LEAD_MS ? dueAtMs - LEAD_MS : dueAtMs));
    }
  }

  private void schedule(long nowMs, long wakeAtMs) {
    if (pending.isEmpty() || pending.firstKey() > wakeAtMs) {
      pending.put(
          wakeAtMs,
          context.schedule(
              Duration.ofMillis(wakeAtMs - nowMs),
              PunctuationType.WALL_CLOCK_TIME,
              ignored -> wake(wakeAtMs)));
    }
  }

  private void wake(long wakeAtMs) {
    // Others that are due as well, after a halt of this thread, would find nothing more to do.
    NavigableMap<Long, Cancellable> over =
        pending.headMap(Math.max(wakeAtMs, clock.millis()), true);
    over.values().forEach(Cancellable::cancel);
    over.clear();
    look.run();
  }

  /** Forgets everything; Kafka Streams would keep punctuations of a task that it revives. */
  void cancel() {
    pending.values().forEach(Cancellable::cancel);
    pending.clear();
  }
}
