package dev.sagas.samples.bench;

import dev.sagas.samples.bench.Measured.Figure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** What was measured of each variant, round by round. Not thread-safe. */
final class Measurements {
  private final Map<Variant, List<Measured>> rounds = new LinkedHashMap<>();

  void add(Variant variant, Measured round) {
    rounds.computeIfAbsent(variant, none -> new ArrayList<>()).add(round);
  }

  private List<Double> of(Variant variant, Figure figure) {
    return rounds.get(variant).stream().map(figure::of).toList();
  }

  /** Commands per second with the fence, as a share of those without, in each round. */
  List<Double> ratios(Variant fenced) {
    List<Double> with = of(fenced.withFence(true), Figure.COMMANDS_PER_SECOND);
    List<Double> without = of(fenced.withFence(false), Figure.COMMANDS_PER_SECOND);
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

  List<String> table() {
    List<String> lines = new ArrayList<>();
    for (Figure figure : Figure.values()) {
      lines.add(line(figure.title(), "median", "least", "most"));
      rounds.keySet().forEach(variant -> lines.add(line(variant.name(), of(variant, figure), 1)));
      lines.add("");
    }
    lines.add(line("fenced / unfenced, round by round", "median", "least", "most"));
    for (Variant variant : rounds.keySet()) {
      if (variant.fenced()) {
        lines.add(line(variant.name(), ratios(variant), 2));
      }
    }
    return lines;
  }

  private static String line(String title, List<Double> values, int decimals) {
    String number = "%." + decimals + "f";
    return line(
        title,
        String.format(Locale.ROOT, number, median(values)),
        String.format(Locale.ROOT, number, values.stream().min(Double::compare).orElseThrow()),
        String.format(Locale.ROOT, number, values.stream().max(Double::compare).orElseThrow()));
  }

  private static String line(String title, String median, String least, String most) {
    return "%-40s %9s %9s %9s".formatted(title, median, least, most);
  }

  /** The same as data. */
  List<Map<String, Object>> toJson() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Variant variant : rounds.keySet()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("store", variant.store());
      one.put("fenced", variant.fenced());
      one.put("concurrency", variant.concurrency());
      for (Figure figure : Figure.values()) {
        one.put(
            figure.title(),
            Map.of("median", median(of(variant, figure)), "rounds", of(variant, figure)));
      }
      if (variant.fenced()) {
        one.put("fenced / unfenced", ratios(variant));
      }
      all.add(one);
    }
    return all;
  }
}
