package dev.sagas.chaos.soak;

import dev.sagas.chaos.soak.SlopeVerdict.Result;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Decides whether a use grows.
 *
 * <ul>
 *   <li>A process that was started again is another life: its points are compared with each other
 *       only, and its warm-up begins again.
 *   <li>What counts is the slope times the longest life, so that a longer run finds smaller leaks.
 * </ul>
 *
 * @param warmUpMs what a life's first points are left out for
 * @param tolerance by which what is tolerated is multiplied
 */
record GrowthRule(long warmUpMs, double tolerance) {
  private static final int MIN_POINTS = 8;
  private static final double MS_PER_HOUR = 3_600_000;

  /**
   * Decides on one use of one process.
   *
   * @param lives the points of each life, in the order of their times
   * @param isByDesign whether it may grow
   */
  SlopeVerdict verdict(
      String process, ResourceKind kind, List<List<ResourcePoint>> lives, boolean isByDesign) {
    List<List<ResourcePoint>> warm =
        lives.stream().map(this::warm).filter(life -> life.size() >= MIN_POINTS).toList();
    OptionalDouble slope = TheilSen.slope(warm);
    if (slope.isEmpty()) {
      return new SlopeVerdict(process, kind, Result.TOO_SHORT, 0, 0, 0, 0, 0);
    }
    double[] values =
        warm.stream().flatMap(List::stream).mapToDouble(ResourcePoint::value).toArray();
    double level = TheilSen.median(values);
    double grown = slope.getAsDouble() * longestMs(warm);
    double tolerated = kind.tolerated(level) * tolerance;
    Result found = grown > tolerated ? Result.GROWS : Result.FLAT;
    return new SlopeVerdict(
        process,
        kind,
        isByDesign ? Result.BY_DESIGN : found,
        level,
        slope.getAsDouble() * MS_PER_HOUR,
        grown,
        tolerated,
        values.length);
  }

  private List<ResourcePoint> warm(List<ResourcePoint> life) {
    long fromMs = life.isEmpty() ? 0 : life.get(0).atMs() + warmUpMs;
    return life.stream().filter(point -> point.atMs() >= fromMs).toList();
  }

  private static long longestMs(List<List<ResourcePoint>> lives) {
    return lives.stream()
        .mapToLong(life -> life.get(life.size() - 1).atMs() - life.get(0).atMs())
        .max()
        .orElse(0);
  }
}
