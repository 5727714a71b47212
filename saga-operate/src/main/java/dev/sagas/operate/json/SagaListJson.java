package dev.sagas.operate.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.operate.query.SagaList;
import dev.sagas.protocol.WaitReason;
import java.util.List;
import java.util.Locale;

/** Writes a list of sagas for programs; described in {@code docs/operating/operators.md}. */
public final class SagaListJson {
  private SagaListJson() {}

  /** The JSON of a list. */
  public static ObjectNode node(SagaList list) {
    ObjectNode json = Json.object();
    json.put("matched", list.matched());
    json.put("unreadable", list.unreadable());
    ArrayNode sagas = json.putArray("sagas");
    list.rows().forEach(row -> sagas.add(LiveSagaJson.node(row)));
    return json;
  }

  static void putReasons(ObjectNode saga, List<WaitReason> reasons) {
    ArrayNode all = saga.putArray("waitsFor");
    for (WaitReason reason : reasons) {
      ObjectNode node = all.addObject();
      node.put("kind", reason.kind().name().toLowerCase(Locale.ROOT));
      Json.put(node, "step", reason.step());
      node.put("on", reason.on());
      node.put("detail", reason.detail());
      Json.putTime(node, "since", reason.sinceMs());
      Json.putTime(node, "until", reason.untilMs());
      node.put("text", reason.text());
    }
  }
}
