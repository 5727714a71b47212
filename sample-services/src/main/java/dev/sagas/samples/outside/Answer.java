package dev.sagas.samples.outside;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** The answer to a request: a status and a JSON object. */
record Answer(int status, JsonNode body) {
  static final ObjectMapper JSON = new ObjectMapper();

  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int SERVER_ERROR = 500;

  /** The effect happened. */
  static Answer taken(ObjectNode effect) {
    return new Answer(CREATED, effect);
  }

  /** The effect does not exist and never will; says what it was, if it ever existed. */
  static Answer cancelled(Optional<ObjectNode> effect) {
    ObjectNode body = JSON.createObjectNode();
    effect.ifPresentOrElse(was -> body.set("cancelled", was), () -> body.putNull("cancelled"));
    return new Answer(OK, body);
  }

  /** A problem as in RFC 9457, with a code for programs. */
  static Answer problem(int status, String code, String detail) {
    return new Answer(
        status,
        JSON.createObjectNode().put("status", status).put("code", code).put("detail", detail));
  }

  /**
   * True if the same request always gets this answer; an answer with status 500 or above may
   * change.
   */
  boolean isFinal() {
    return status < SERVER_ERROR;
  }
}
