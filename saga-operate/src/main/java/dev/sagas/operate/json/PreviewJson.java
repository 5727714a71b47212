package dev.sagas.operate.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.operate.why.ActionPreview;
import dev.sagas.operate.why.UndoPreview;
import dev.sagas.protocol.StepName;
import java.util.List;

/** Writes previews for programs. */
public final class PreviewJson {
  private PreviewJson() {}

  /** The JSON of what undo would do. */
  public static ObjectNode node(UndoPreview preview) {
    ObjectNode json = Json.object();
    json.put("text", preview.text());
    json.put("basis", preview.basis().name());
    ArrayNode undone = json.putArray("undone");
    for (UndoPreview.Undone step : preview.undone()) {
      ObjectNode node = undone.addObject();
      node.put("step", step.step().value());
      Json.put(node, "participant", step.participant());
      node.put("how", DoctorJson.word(step.how()));
    }
    putNames(json, "awaited", preview.awaited());
    ArrayNode needs = json.putArray("needs");
    preview.needs().forEach(needs::add);
    Json.put(json, "outcome", preview.outcome());
    putNames(json, "effectsLeft", preview.effectsLeft());
    Json.put(json, "obstacle", preview.obstacle());
    return json;
  }

  /** The JSON of what an action would do. */
  public static ObjectNode node(ActionPreview preview) {
    ObjectNode json = Json.object();
    json.put("text", preview.text());
    json.put("operation", preview.kind().name());
    json.put("known", preview.isKnown());
    json.put("basis", preview.basis().name());
    Json.put(json, "refusal", preview.refusal());
    Json.put(json, "statusAfter", preview.after());
    putNames(json, "executes", preview.executes());
    ArrayNode raised = json.putArray("incidents");
    preview.raised().forEach(raised::add);
    json.putNull("undo");
    preview.unwind().ifPresent(unwind -> json.set("undo", node(unwind)));
    putNames(json, "effectsLeft", preview.effectsLeft());
    return json;
  }

  private static void putNames(ObjectNode json, String name, List<StepName> steps) {
    ArrayNode names = json.putArray(name);
    steps.forEach(step -> names.add(step.value()));
  }
}
