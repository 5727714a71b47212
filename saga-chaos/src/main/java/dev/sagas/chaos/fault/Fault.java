package dev.sagas.chaos.fault;

import java.util.Locale;

/**
 * One fault of a plan.
 *
 * <ul>
 *   <li>Begins at {@link #atMs} and is over at {@link #untilMs}, both counted from the start of the
 *       load. What {@linkplain ClusterFaultKind#isOfAll hits all of a role} reserves this time and
 *       may need more; {@linkplain ClusterFaultKind#LEADERS_MOVED moved leaders} take none.
 *   <li>How much (delay, rate, clock step) follows from the moment, so that the plan alone says
 *       what happens.
 * </ul>
 *
 * @param choice what is done to which role
 * @param aim which process of the role
 * @param instance number of the process, from 0; of the partition for {@link Aim#LEADER}
 * @param atMs when it begins
 * @param durationMs how long it lasts; the down time of a process that ends
 */
public record Fault(FaultChoice choice, Aim aim, int instance, long atMs, long durationMs) {
  private static final long MIN_DELAY_MS = 20;
  private static final long DELAY_RANGE_MS = 500;
  private static final long MIN_BYTES_PER_SECOND = 4_000;
  private static final long BYTES_PER_SECOND_RANGE = 60_000;
  private static final long MIN_CLOCK_STEP_MS = 2_000;
  private static final long CLOCK_STEP_RANGE_MS = 60_000;

  /** Checks the times, and that only brokers are aimed at by what they do. */
  public Fault {
    if (instance < 0 || atMs < 0 || durationMs < 0) {
      throw new IllegalArgumentException(
          "Expected no negative number in a fault, but was instance %s at %s ms for %s ms"
              .formatted(instance, atMs, durationMs));
    }
    if (aim != Aim.INSTANCE && !choice.role().isOfBrokers()) {
      throw new IllegalArgumentException(
          "Expected an instance of %s, but was its %s".formatted(choice.role().text(), aim.text()));
    }
  }

  /** What is done. */
  public ClusterFaultKind kind() {
    return choice.kind();
  }

  /** To which role. */
  public TargetRole role() {
    return choice.role();
  }

  /** When it is over. */
  public long untilMs() {
    return atMs + durationMs;
  }

  /** Added to the way of each byte, for {@link ClusterFaultKind#DELAY}: 20 to 519 ms. */
  public long delayMs() {
    return MIN_DELAY_MS + spread(DELAY_RANGE_MS);
  }

  /** Of each connection, for {@link ClusterFaultKind#SLOW}: 4 000 to 63 999. */
  public long bytesPerSecond() {
    return MIN_BYTES_PER_SECOND + spread(BYTES_PER_SECOND_RANGE);
  }

  /**
   * How far the clock steps, for {@link ClusterFaultKind#CLOCK_STEP}: 2 s to a minute, half of them
   * back.
   */
  public long clockStepMs() {
    long step = MIN_CLOCK_STEP_MS + spread(CLOCK_STEP_RANGE_MS);
    return atMs % 2 == 0 ? step : -step;
  }

  /** One line for people: {@code at 12.400 s kill:broker leader 3 for 2.150 s}. */
  public String text() {
    return String.format(
        Locale.ROOT,
        "at %.3f s %s %s %d for %.3f s",
        atMs / 1000.0,
        choice.text(),
        aim.text(),
        instance,
        durationMs / 1000.0);
  }

  /** A number below the range that neighbouring moments spread over all of it. */
  private long spread(long range) {
    return Math.floorMod((atMs * 0x9E37_79B9_7F4A_7C15L) >>> 16, range);
  }
}
