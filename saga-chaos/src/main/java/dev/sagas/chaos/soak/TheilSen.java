package dev.sagas.chaos.soak;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/** The median of all slopes between two points. */
final class TheilSen {
  /** More points of a series are put together, so that a long one needs no more time. */
  private static final int MAX_POINTS = 300;

  private TheilSen() {}

  /**
   * The slope per ms that several series have in common; only points of one series are compared.
   *
   * @return empty if no series has two points of different times
   */
  static OptionalDouble slope(List<List<ResourcePoint>> series) {
    double[] slopes =
        series.stream().map(TheilSen::thinned).flatMapToDouble(TheilSen::slopes).toArray();
    return slopes.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(median(slopes));
  }

  private static DoubleStream slopes(List<ResourcePoint> points) {
    DoubleStream.Builder slopes = DoubleStream.builder();
    for (int from = 0; from < points.size(); from++) {
      for (int to = from + 1; to < points.size(); to++) {
        long ms = points.get(to).atMs() - points.get(from).atMs();
        if (ms > 0) {
          slopes.add((points.get(to).value() - points.get(from).value()) / ms);
        }
      }
    }
    return slopes.build();
  }

  private static List<ResourcePoint> thinned(List<ResourcePoint> points) {
    int together = (points.size() + MAX_POINTS - 1) / MAX_POINTS;
    if (together <= 1) {
      return points;
    }
    List<ResourcePoint> thinned = new ArrayList<>();
    for (int from = 0; from < points.size(); from += together) {
      List<ResourcePoint> part = points.subList(from, Math.min(points.size(), from + together));
      thinned.add(
          new ResourcePoint(
              part.get(part.size() / 2).atMs(),
              median(part.stream().mapToDouble(ResourcePoint::value).toArray())));
    }
    return thinned;
  }

  /** The middle one of the values, of which there must be one. */
  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[middle]
        : sorted[middle - 1] + (sorted[middle] - sorted[middle - 1]) / 2;
  }
}
