package dev.sagas.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A saga to be started.
 *
 * @param version of the definition; the newest that is deployed if empty
 * @param data by the definition's schema
 */
public record NewSaga(
    String sagaId, String type, OptionalInt version, JsonNode data, Map<String, String> labels) {
  public NewSaga {
    labels = Map.copyOf(labels);
  }

  /** On the newest version, without labels. */
  public static NewSaga of(String sagaId, String type, JsonNode data) {
    return new NewSaga(sagaId, type, OptionalInt.empty(), data, Map.of());
  }

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("sagaId", sagaId);
    json.put("type", type);
    version.ifPresent(number -> json.put("version", number));
    json.set("data", data);
    ObjectNode all = json.putObject("labels");
    labels.forEach(all::put);
    return json;
  }
}
