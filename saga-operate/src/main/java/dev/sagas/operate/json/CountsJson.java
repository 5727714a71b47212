package dev.sagas.operate.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.index.live.CountKey;
import dev.sagas.index.live.WaitCount;
import java.util.Map;

/** Writes counts of sagas; described in {@code docs/reference/rest.md}. */
public final class CountsJson {
  /** The name of a number that counts what is described beside it. */
  public static final String COUNT = "count";

  private CountsJson() {}

  /** The JSON of counts. */
  public static ObjectNode node(Map<CountKey, Long> counts, Map<WaitCount, Long> waitCounts) {
    ObjectNode json = Json.object();
    json.put("total", counts.values().stream().mapToLong(Long::longValue).sum());
    ArrayNode sagas = json.putArray("sagas");
    counts.forEach(
        (key, count) -> {
          ObjectNode node = sagas.addObject();
          LiveSagaJson.put(node, key);
          node.put(COUNT, count);
        });
    ArrayNode waits = json.putArray("waits");
    waitCounts.forEach(
        (key, count) -> {
          ObjectNode node = waits.addObject();
          node.put("type", key.definition().type().value());
          node.put("version", key.definition().version());
          LiveSagaJson.put(node, key.waitsFor());
          node.put(COUNT, count);
        });
    return json;
  }
}
