package dev.sagas.dev.bench;

import java.util.Locale;
import java.util.stream.DoubleStream;

/** The median of some windows, and how far they lie apart. */
record Spread(double median, double least, double most) {
  /**
   * The spread of at least one value.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Spread of(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("Expected at least one window, but there is none");
    }
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1]);
  }

  /** As text with that many decimals: {@code 4149 [3629..4552]}. */
  String text(int decimals) {
    String form = "%." + decimals + "f";
    return String.format(Locale.ROOT, form + " [" + form + ".." + form + "]", median, least, most);
  }
}
