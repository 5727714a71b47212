package dev.sagas.audit;

/**
 * How long something took, in ms.
 *
 * <ul>
 *   <li>Percentiles are those of the nearest rank; beyond 2 047 ms they are rounded up by at most
 *       0.1 %. The greatest value is exact.
 * </ul>
 *
 * @param count how often it was measured; the other fields are 0 if that is 0
 */
public record Durations(long count, long p50Ms, long p90Ms, long p99Ms, long maxMs) {
  /** Nothing was measured. */
  public static final Durations NONE = new Durations(0, 0, 0, 0, 0);
}
