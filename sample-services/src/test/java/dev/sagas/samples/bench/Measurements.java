package dev.sagas.samples.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Handled commands per second of each variant, round by round. Not thread-safe. */
final class Measurements {
  private final Map<Variant, List<Double>> perSecond = new LinkedHashMap<>();

  void add(Variant variant, double commandsPerSecond) {
    perSecond.computeIfAbsent(variant, none -> new ArrayList<>()).add(commandsPerSecond);
  }

  List<Double> of(Variant variant) {
    return perSecond.get(variant);
  }

  /** What is left with the fence, as a share of what there is without, in each round. */
  List<Double> ratios(Variant fenced) {
    List<Double> with = of(fenced.withFence(true));
    List<Double> without = of(fenced.withFence(false));
    return IntStream.range(0, with.size())
        .mapToObj(round -> with.get(round) / without.get(round))
        .toList();
  }

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  static double min(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  static double max(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  List<String> table() {
    List<String> lines = new ArrayList<>();
    lines.add("%-40s %8s %8s %8s".formatted("commands/s", "median", "least", "most"));
    perSecond.forEach(
        (variant, values) ->
            lines.add(
                "%-40s %8.0f %8.0f %8.0f"
                    .formatted(variant.name(), median(values), min(values), max(values))));
    lines.add("");
    lines.add(
        "%-40s %8s %8s %8s"
            .formatted("fenced / unfenced, round by round", "median", "least", "most"));
    for (Variant variant : perSecond.keySet()) {
      if (variant.fenced()) {
        List<Double> ratios = ratios(variant);
        lines.add(
            "%-40s %8.2f %8.2f %8.2f"
                .formatted(variant.name(), median(ratios), min(ratios), max(ratios)));
      }
    }
    return lines;
  }

  /** The same as data. */
  List<Map<String, Object>> toJson() {
    List<Map<String, Object>> all = new ArrayList<>();
    perSecond.forEach(
        (variant, values) -> {
          Map<String, Object> one = new LinkedHashMap<>();
          one.put("store", variant.store());
          one.put("fenced", variant.fenced());
          one.put("concurrency", variant.concurrency());
          one.put("commandsPerSecond", values);
          one.put("median", median(values));
          if (variant.fenced()) {
            one.put("ratiosToUnfenced", ratios(variant));
            one.put("medianRatio", median(ratios(variant)));
          }
          all.add(one);
        });
    return all;
  }
}
