package dev.sagas.http.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.index.live.LiveIndex;
import dev.sagas.operate.json.Json;
import java.util.Set;
import java.util.TreeSet;

/**
 * How complete an answer is.
 *
 * <ul>
 *   <li>The index changes with each commit, before anything else learns of it: what is present is
 *       as of the time of the answer.
 * </ul>
 */
final class Freshness {
  private final Set<Integer> present = new TreeSet<>();
  private final Set<Integer> filling = new TreeSet<>();
  private final Set<Integer> standby = new TreeSet<>();

  /** Adds what an index of this instance has. */
  void add(LiveIndex index, Scope scope) {
    (scope == Scope.STANDBY ? standby : present).addAll(index.partitions());
    filling.addAll(index.filling());
  }

  /** Adds what a peer said of its own answer. */
  void add(JsonNode freshness) {
    freshness.path("present").forEach(node -> present.add(node.asInt()));
    freshness.path("filling").forEach(node -> filling.add(node.asInt()));
    freshness.path("standby").forEach(node -> standby.add(node.asInt()));
  }

  Set<Integer> missing(Set<Integer> all) {
    Set<Integer> missing = new TreeSet<>(all);
    missing.removeAll(present);
    missing.removeAll(standby);
    return missing;
  }

  void put(ObjectNode json, Set<Integer> all, long nowMs) {
    ObjectNode node = json.putObject("freshness");
    Json.putTime(node, "asOf", nowMs);
    node.put("complete", filling.isEmpty() && standby.isEmpty() && missing(all).isEmpty());
    put(node.putArray("present"), present);
    put(node.putArray("filling"), filling);
    put(node.putArray("standby"), standby);
    put(node.putArray("missing"), missing(all));
  }

  private static void put(ArrayNode array, Set<Integer> numbers) {
    numbers.forEach(array::add);
  }
}
