package dev.sagas.comparison.load;

import java.util.Locale;
import java.util.stream.DoubleStream;

/** The median of some windows, with the least and the most. */
record MedianOf(double median, double least, double most) {
  static MedianOf windows(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new MedianOf(median, sorted[0], sorted[sorted.length - 1]);
  }

  /** As in {@code 498 [471..512]}. */
  String text(int decimals) {
    String form = "%,." + decimals + "f";
    return String.format(Locale.ROOT, form + " [" + form + ".." + form + "]", median, least, most)
        .replace(',', ' ');
  }
}
