package dev.sagas.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * What is to be done to a saga, and why. Immutable.
 *
 * <ul>
 *   <li>The reason has 1 to 500 characters; it is journaled with the authenticated person.
 *   <li>With a key the action is applied once, however often it is sent.
 * </ul>
 */
public final class AdminAction {
  private final ObjectNode body;
  private final Optional<String> key;

  private AdminAction(ObjectNode body, Optional<String> key) {
    this.body = body;
    this.key = key;
  }

  private static AdminAction of(String kind, String reason) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("kind", kind);
    body.put("reason", reason);
    return new AdminAction(body, Optional.empty());
  }

  /** Nothing more is sent until it is resumed. */
  public static AdminAction pause(String reason) {
    return of("pause", reason);
  }

  /** Continues a paused saga. */
  public static AdminAction resume(String reason) {
    return of("resume", reason);
  }

  /** Stops going forward, and undoes. */
  public static AdminAction cancel(String reason) {
    return of("cancel", reason);
  }

  /** Undoes what was done. */
  public static AdminAction compensate(String reason) {
    return of("compensate", reason);
  }

  /** Tries again what has an incident, or waits to be tried again. */
  public static AdminAction retry(String reason) {
    return of("retry", reason);
  }

  /** Takes a step for failed. */
  public static AdminAction fail(String step, String reason) {
    return of("fail", reason).on(step);
  }

  /** Leaves a step out, or its undo. */
  public static AdminAction skip(String step, String reason) {
    return of("skip", reason).on(step);
  }

  /** Starts again from the beginning once everything is undone. */
  public static AdminAction restart(String reason) {
    return of("restart", reason);
  }

  /** Replaces the data as a whole. */
  public static AdminAction editData(JsonNode data, String reason) {
    return of("edit-data", reason).with("data", data.deepCopy());
  }

  /** Moves it to another version of its definition. */
  public static AdminAction migrate(int version, String reason) {
    return of("migrate", reason).with("version", JsonNodeFactory.instance.numberNode(version));
  }

  /** Ends it by hand; effects may be left. */
  public static AdminAction end(String reason) {
    return of("end", reason);
  }

  /** The same for a step. */
  public AdminAction on(String step) {
    return with("step", JsonNodeFactory.instance.textNode(step));
  }

  /** The same, of which nothing is applied: the answer says what would be. */
  public AdminAction dryRun() {
    return with("dryRun", JsonNodeFactory.instance.booleanNode(true));
  }

  /** The same with a key of at most 100 characters. */
  public AdminAction withKey(String idempotencyKey) {
    return new AdminAction(body, Optional.of(idempotencyKey));
  }

  private AdminAction with(String name, JsonNode value) {
    ObjectNode changed = body.deepCopy();
    changed.set(name, value);
    return new AdminAction(changed, key);
  }

  Optional<String> key() {
    return key;
  }

  ObjectNode json() {
    return body.deepCopy();
  }

  /** Without the data. */
  @Override
  public String toString() {
    return body.path("kind").asText() + ": " + body.path("reason").asText();
  }
}
