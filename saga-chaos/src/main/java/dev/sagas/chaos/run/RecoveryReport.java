package dev.sagas.chaos.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.operate.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long sagas paused.
 *
 * @param settings what was measured
 * @param pauses by fault
 * @param started how many sagas
 * @param ended how many of them
 */
record RecoveryReport(RecoverySettings settings, List<Pauses> pauses, long started, long ended) {
  RecoveryReport {
    pauses = List.copyOf(pauses);
  }

  /**
   * The longest pause of a partition after each injection of a fault.
   *
   * @param ms in their order
   */
  record Pauses(RecoveryFault fault, List<Long> ms) {
    Pauses {
      ms = List.copyOf(ms);
    }

    /** The smallest one that as many of a hundred do not exceed. */
    long percentile(int percent) {
      List<Long> sorted = ms.stream().sorted().toList();
      int place = (sorted.size() * percent + 99) / 100;
      return sorted.get(Math.max(1, place) - 1);
    }
  }

  /** Every saga has ended. */
  boolean isClean() {
    return started == ended;
  }

  String table() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s orchestrators, standbys %s, static members %s, waiting sagas %s%s%s"
            .formatted(
                settings.orchestrators().instances(),
                settings.orchestrators().standbys(),
                settings.orchestrators().areNamed() ? "yes" : "no",
                settings.waiting(),
                text("", settings.properties()),
                text("brokers ", settings.brokers())));
    lines.add(row("fault", "injected", "p50 ms", "p99 ms", "max ms"));
    for (Pauses each : pauses) {
      lines.add(
          row(
              each.fault().title(),
              Integer.toString(each.ms().size()),
              Long.toString(each.percentile(50)),
              Long.toString(each.percentile(99)),
              Long.toString(each.percentile(100))));
    }
    lines.add("%s sagas started, %s ended".formatted(started, ended));
    return String.join(System.lineSeparator(), lines);
  }

  private static String text(String of, Map<String, String> properties) {
    return properties.isEmpty() ? "" : ", " + of + new TreeMap<>(properties);
  }

  private static String row(String... values) {
    return String.format(Locale.ROOT, "%-58s %8s %8s %8s %8s", (Object[]) values);
  }

  String json() {
    ObjectNode json = Json.object();
    json.put("orchestrators", settings.orchestrators().instances());
    json.put("standbys", settings.orchestrators().standbys());
    json.put("staticMembers", settings.orchestrators().areNamed());
    json.put("waiting", settings.waiting());
    new TreeMap<>(settings.properties()).forEach(json.putObject("properties")::put);
    new TreeMap<>(settings.brokers()).forEach(json.putObject("brokers")::put);
    for (Pauses each : pauses) {
      ArrayNode ms =
          json.withArray("faults")
              .addObject()
              .put("fault", each.fault().toString())
              .put("p50Ms", each.percentile(50))
              .put("p99Ms", each.percentile(99))
              .put("maxMs", each.percentile(100))
              .putArray("pausesMs");
      each.ms().forEach(ms::add);
    }
    json.put("started", started);
    json.put("ended", ended);
    return Json.text(json);
  }
}
