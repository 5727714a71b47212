package dev.sagas.chaos.net;

/**
 * What happens to the bytes of one direction.
 *
 * @param passage whether they are forwarded
 * @param delayMs how much later, 0 for at once
 * @param bytesPerSecond the highest rate of a connection, {@link Long#MAX_VALUE} for no limit
 */
public record LinkFlow(Passage passage, long delayMs, long bytesPerSecond) {
  /** Whether bytes are forwarded. */
  public enum Passage {
    /** They arrive. */
    FORWARDED,
    /** They arrive once the condition has changed. */
    HELD,
    /** They are read and lost. */
    DISCARDED
  }

  /** Checks the numbers. */
  public LinkFlow {
    if (delayMs < 0 || bytesPerSecond < 1) {
      throw new IllegalArgumentException(
          "Expected a delay of at least 0 ms and a rate of at least 1 byte per second, but was %s ms, %s"
              .formatted(delayMs, bytesPerSecond));
    }
  }

  static LinkFlow free() {
    return new LinkFlow(Passage.FORWARDED, 0, Long.MAX_VALUE);
  }

  static LinkFlow held() {
    return new LinkFlow(Passage.HELD, 0, Long.MAX_VALUE);
  }

  static LinkFlow discarded() {
    return new LinkFlow(Passage.DISCARDED, 0, Long.MAX_VALUE);
  }

  static LinkFlow delayed(long delayMs) {
    return new LinkFlow(Passage.FORWARDED, delayMs, Long.MAX_VALUE);
  }

  static LinkFlow slow(long bytesPerSecond) {
    return new LinkFlow(Passage.FORWARDED, 0, bytesPerSecond);
  }

  boolean passes() {
    return passage == Passage.FORWARDED;
  }

  boolean holds() {
    return passage == Passage.HELD;
  }

  boolean discards() {
    return passage == Passage.DISCARDED;
  }
}
