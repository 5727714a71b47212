package dev.sagas.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A signal or a decision that is sent to many sagas at once. Immutable. */
public final class AdminSignal {
  private final ObjectNode body;

  private AdminSignal(ObjectNode body) {
    this.body = body;
  }

  private static ObjectNode body(String kind, String name) {
    return JsonNodeFactory.instance.objectNode().put("kind", kind).put("name", name);
  }

  /**
   * A signal.
   *
   * @param type full name of its record
   */
  public static AdminSignal of(String name, String type, JsonNode data) {
    ObjectNode body = body("signal", name).put("type", type);
    body.set("data", data.deepCopy());
    return new AdminSignal(body);
  }

  /** Approves what sagas wait for. */
  public static AdminSignal approve(String approval) {
    return new AdminSignal(body("approve", approval));
  }

  /**
   * Declines it.
   *
   * @param reason 1 to 500 characters; journaled with the authenticated person
   */
  public static AdminSignal decline(String approval, String reason) {
    return new AdminSignal(body("decline", approval).put("reason", reason));
  }

  ObjectNode json() {
    return body.deepCopy();
  }

  /** Without the data. */
  @Override
  public String toString() {
    return body.path("kind").asText() + " " + body.path("name").asText();
  }
}
