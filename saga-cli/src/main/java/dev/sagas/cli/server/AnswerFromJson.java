package dev.sagas.cli.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sagas.operate.action.Answer;
import dev.sagas.operate.action.Submitted;
import dev.sagas.protocol.SagaStatus;

/** Reads what {@link dev.sagas.operate.json.AnswerJson} writes. */
public final class AnswerFromJson {
  private AnswerFromJson() {}

  /**
   * What was sent, and its result.
   *
   * @throws IllegalArgumentException if it is not the JSON of an answer
   */
  public static Submitted read(JsonNode json) {
    return new Submitted(JsonFields.position(json, "position"), answer(json));
  }

  private static Answer answer(JsonNode json) {
    String kind = JsonFields.required(json, "answer");
    return switch (kind) {
      case "APPLIED" ->
          new Answer.Applied(
              JsonFields.constant(json, "status", SagaStatus.class),
              json.path("revision").asLong(),
              JsonFields.list(json, "events", JsonNode::asText));
      case "INCIDENT" ->
          new Answer.Stopped(
              JsonFields.constant(json, "status", SagaStatus.class),
              json.path("revision").asLong(),
              JsonFields.list(json, "events", JsonNode::asText));
      case "DRY_RUN" -> new Answer.DryRun(message(json));
      case "DUPLICATE" -> new Answer.Duplicate(message(json));
      case "REFUSED" -> new Answer.Refused(JsonFields.required(json, "code"), message(json));
      case "PARKED" -> new Answer.Parked(JsonFields.optionalTime(json, "until"));
      case "UNKNOWN" -> new Answer.Unknown(message(json));
      default -> throw new IllegalArgumentException("Expected a known answer, but got " + kind);
    };
  }

  private static String message(JsonNode json) {
    return JsonFields.required(json, "message");
  }
}
