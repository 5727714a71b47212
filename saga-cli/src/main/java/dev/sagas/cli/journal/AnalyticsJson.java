package dev.sagas.cli.journal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.audit.Durations;
import dev.sagas.audit.JournalAnalytics;
import dev.sagas.audit.StepAnalytics;
import dev.sagas.audit.TypeAnalytics;
import java.util.Map;

/** Writes the statistics of sagas for programs; described in {@code docs/reference/audit.md}. */
final class AnalyticsJson {
  private AnalyticsJson() {}

  static void add(ObjectNode node, JournalAnalytics analytics) {
    node.put("leftOut", analytics.leftOut());
    ArrayNode types = node.putArray("types");
    analytics.types().forEach(type -> add(types.addObject(), type));
  }

  private static void add(ObjectNode node, TypeAnalytics type) {
    node.put("type", type.type().value());
    node.put("runs", type.runs());
    put(node, "outcomes", type.outcomes());
    put(node, "durationMs", type.duration());
    put(node, "incidents", type.incidents());
    put(node, "waitedMs", type.waitedMs());
    ArrayNode steps = node.putArray("steps");
    type.steps().forEach(step -> add(steps.addObject(), step));
  }

  private static void add(ObjectNode node, StepAnalytics step) {
    node.put("step", step.step().value());
    put(node, "results", step.results());
    node.put("executes", step.executes());
    node.put("compensates", step.compensates());
    node.put("mostAttempts", step.mostAttempts());
    put(node, "durationMs", step.duration());
    put(node, "undoDurationMs", step.undoDuration());
    put(node, "failures", step.failures());
    put(node, "waitedMs", step.waitedMs());
  }

  private static void put(ObjectNode node, String name, Map<?, Long> counts) {
    ObjectNode object = node.putObject(name);
    counts.forEach((what, count) -> object.put(what.toString(), count));
  }

  private static void put(ObjectNode node, String name, Durations durations) {
    ObjectNode object = node.putObject(name);
    object.put("count", durations.count());
    object.put("p50", durations.p50Ms());
    object.put("p90", durations.p90Ms());
    object.put("p99", durations.p99Ms());
    object.put("max", durations.maxMs());
  }
}
