package dev.sagas.dev.simulate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Writes a report for programs; described in {@code docs/reference/simulator.md}. */
final class SimulationJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private SimulationJson() {}

  static String of(SimulationReport report) {
    SimulationReport.Counts counts = report.counts();
    ObjectNode json = MAPPER.createObjectNode();
    json.put("clean", report.isClean());
    json.put("sagas", counts.sagas());
    json.put("records", counts.records());
    json.put("faults", report.faultCount());
    json.put("violations", report.violations().size());
    json.put("seed", counts.seed());
    json.put("fingerprint", Long.toHexString(report.fingerprint()));
    json.put("durationMs", counts.durationMs());
    json.put("maxStateBytes", counts.maxStateBytes());
    putCounts(json.putObject("endedAs"), report.endedAs());
    putCounts(json.putObject("incidents"), report.incidents());
    putCounts(json.putObject("faultsByKind"), report.faults());
    ObjectNode tables = json.putObject("tables");
    tables.put("visitedCells", report.tables().visitedCells());
    tables.put("possibleCells", report.tables().possibleCells());
    ArrayNode missed = tables.putArray("missedWays");
    new TreeSet<>(report.tables().missedWays()).forEach(missed::add);
    ArrayNode failures = json.putArray("failures");
    report.violations().forEach(violation -> add(failures.addObject(), violation));
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Expected a tree of JSON to be writable", e);
    }
  }

  private static void putCounts(ObjectNode node, Map<? extends Enum<?>, Long> counts) {
    Map<String, Long> sorted = new TreeMap<>();
    counts.forEach((what, count) -> sorted.put(what.name(), count));
    sorted.forEach(node::put);
  }

  private static void add(ObjectNode node, FoundViolation violation) {
    node.put("saga", violation.saga());
    node.put("invariant", violation.invariant().name());
    node.put("what", violation.what());
    ArrayNode trace = node.putArray("trace");
    violation.trace().forEach(trace::add);
  }
}
