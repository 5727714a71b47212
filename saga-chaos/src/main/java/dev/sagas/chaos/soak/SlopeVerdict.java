package dev.sagas.chaos.soak;

/**
 * Whether a process needs more and more of something.
 *
 * @param process its name
 * @param kind what it uses
 * @param result the decision
 * @param level the median
 * @param perHour the slope
 * @param grown the slope times the longest time that one process was observed
 * @param tolerated what that may be
 * @param points that the slope is made of
 */
public record SlopeVerdict(
    String process,
    ResourceKind kind,
    Result result,
    double level,
    double perHour,
    double grown,
    double tolerated,
    int points) {
  /** What was decided. */
  public enum Result {
    /** It grows by no more than is tolerated. */
    FLAT,
    /** It grows. */
    GROWS,
    /** It grows with each saga, as it must. */
    BY_DESIGN,
    /** No process lived long enough after its warm-up. */
    TOO_SHORT
  }
}
