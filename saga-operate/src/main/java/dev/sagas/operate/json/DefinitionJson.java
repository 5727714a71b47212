package dev.sagas.operate.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.operate.query.PublishedSaga;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Writes published definitions for programs; described in {@code
 * docs/guides/deploying-definitions.md}.
 */
public final class DefinitionJson {
  private DefinitionJson() {}

  /** The JSON of several. */
  public static ObjectNode node(List<PublishedSaga> definitions) {
    ObjectNode json = Json.object();
    ArrayNode all = json.putArray("definitions");
    definitions.forEach(definition -> put(all.addObject(), definition));
    return json;
  }

  /** The JSON of one. */
  public static ObjectNode node(PublishedSaga definition) {
    return put(Json.object(), definition);
  }

  /** What decides its course, each step by its name, to compare two versions. */
  public static ObjectNode course(PublishedSaga definition) {
    ObjectNode json = Json.object();
    json.put("dataType", definition.dataType());
    put(json, "deadlineMs", definition.deadlineMs());
    json.put("onCompensationFailure", definition.onCompensationFailure());
    ArrayNode steps = json.putArray("steps");
    String before = "";
    for (PublishedSaga.Stage stage : definition.stages()) {
      for (PublishedSaga.Branch branch : stage.branches()) {
        for (PublishedSaga.Step step : branch.steps()) {
          ObjectNode node = steps.addObject();
          put(node, step);
          Json.put(node, "group", stage.group());
          node.put("undoInParallel", stage.undoInParallel());
          node.put("branch", branch.name());
          node.put("after", before);
          before = step.name();
        }
      }
    }
    return json;
  }

  private static ObjectNode put(ObjectNode json, PublishedSaga definition) {
    json.put("type", definition.type().value());
    json.put("version", definition.version());
    json.put("definitionClass", definition.definitionClass());
    json.put("dataType", definition.dataType());
    ArrayNode ids = json.putArray("dataSchemaIds");
    definition.dataSchemaIds().forEach(ids::add);
    json.put("structureHash", definition.structureHash());
    put(json, "deadlineMs", definition.deadlineMs());
    json.put("onCompensationFailure", definition.onCompensationFailure());
    ArrayNode stages = json.putArray("stages");
    for (PublishedSaga.Stage stage : definition.stages()) {
      ObjectNode node = stages.addObject();
      Json.put(node, "group", stage.group());
      node.put("undoInParallel", stage.undoInParallel());
      ArrayNode branches = node.putArray("branches");
      stage.branches().forEach(branch -> put(branches.addObject(), branch));
    }
    return json;
  }

  private static void put(ObjectNode json, PublishedSaga.Branch branch) {
    json.put("name", branch.name());
    ArrayNode steps = json.putArray("steps");
    branch.steps().forEach(step -> put(steps.addObject(), step));
  }

  private static void put(ObjectNode node, PublishedSaga.Step step) {
    node.put("name", step.name());
    node.put("kind", step.kind().toLowerCase(Locale.ROOT));
    node.put("conditional", step.conditional());
    node.put("pivot", step.pivot());
    Json.put(node, "on", step.on());
    Json.put(node, "record", step.record());
    Json.put(node, "compensation", step.compensation());
    put(node, "timeoutMs", step.timeoutMs());
    put(node, "maxAttempts", step.maxAttempts());
    put(node, "sleepMs", step.sleepMs());
  }

  private static void put(ObjectNode json, String name, OptionalLong number) {
    if (number.isPresent()) {
      json.put(name, number.getAsLong());
    } else {
      json.putNull(name);
    }
  }

  private static void put(ObjectNode json, String name, OptionalInt number) {
    if (number.isPresent()) {
      json.put(name, number.getAsInt());
    } else {
      json.putNull(name);
    }
  }
}
