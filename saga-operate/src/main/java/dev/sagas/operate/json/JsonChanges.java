package dev.sagas.operate.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The differences between two JSON trees: a path for each leaf.
 *
 * <ul>
 *   <li>Elements of an array are matched by their {@code name}, {@code id} or {@code text}, else by
 *       their position.
 * </ul>
 */
public final class JsonChanges {
  private static final List<String> KEYS = List.of("name", "id", "text");

  private final List<Change> changes = new ArrayList<>();

  private JsonChanges() {}

  /**
   * One leaf.
   *
   * @param before missing if it did not exist
   * @param after missing if it does not exist
   */
  public record Change(String path, JsonNode before, JsonNode after) {}

  /** Writes all differences: the path, and what is there before and after. */
  public static void put(ArrayNode changes, JsonNode before, JsonNode after) {
    for (Change change : between(before, after)) {
      ObjectNode node = changes.addObject().put("path", change.path());
      set(node, "before", change.before());
      set(node, "after", change.after());
    }
  }

  private static void set(ObjectNode json, String name, JsonNode value) {
    if (!value.isMissingNode()) {
      json.set(name, value);
    }
  }

  /** All differences. */
  public static List<Change> between(JsonNode before, JsonNode after) {
    JsonChanges found = new JsonChanges();
    found.compare("", before, after);
    return found.changes;
  }

  private void compare(String path, JsonNode before, JsonNode after) {
    if (before.equals(after)) {
      return;
    }
    boolean inside = before.isContainerNode() || after.isContainerNode();
    boolean comparable =
        isNothing(before) || isNothing(after) || before.getNodeType() == after.getNodeType();
    if (!inside || !comparable) {
      changes.add(new Change(path, before, after));
      return;
    }
    Map<String, JsonNode> left = parts(before);
    Map<String, JsonNode> right = parts(after);
    Set<String> names = new LinkedHashSet<>(left.keySet());
    names.addAll(right.keySet());
    for (String name : names) {
      JsonNode was = left.getOrDefault(name, MissingNode.getInstance());
      JsonNode is = right.getOrDefault(name, MissingNode.getInstance());
      compare(path.isEmpty() ? name : path + "." + name, was, is);
    }
  }

  private static boolean isNothing(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }

  private static Map<String, JsonNode> parts(JsonNode node) {
    Map<String, JsonNode> parts = new LinkedHashMap<>();
    if (node.isArray()) {
      for (JsonNode element : node) {
        parts.put(key(element, parts.size()), element);
      }
    } else {
      node.properties().forEach(field -> parts.put(field.getKey(), field.getValue()));
    }
    return parts;
  }

  private static String key(JsonNode element, int place) {
    return KEYS.stream()
        .filter(name -> element.path(name).isTextual())
        .map(name -> element.get(name).asText())
        .findFirst()
        .orElse(Integer.toString(place));
  }
}
