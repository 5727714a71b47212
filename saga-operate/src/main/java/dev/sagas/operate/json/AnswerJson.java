package dev.sagas.operate.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.operate.action.Answer;
import dev.sagas.operate.action.AnsweredInput;
import dev.sagas.operate.action.Submitted;
import dev.sagas.protocol.SagaStatus;
import java.util.List;

/**
 * Writes the result of an operation or a signal for programs; described in {@code
 * docs/operating/operators.md}.
 */
public final class AnswerJson implements Answer.Visitor<ObjectNode> {
  private final ObjectNode json;

  private AnswerJson(ObjectNode json) {
    this.json = json;
  }

  /** The JSON of a result. */
  public static ObjectNode node(AnsweredInput input, Submitted submitted) {
    ObjectNode json = Json.object();
    json.put("sagaId", input.saga().value());
    json.put("what", input.what());
    json.put("operationId", input.operationId());
    Json.put(json, "position", submitted.position());
    return submitted.answer().accept(new AnswerJson(json));
  }

  @Override
  public ObjectNode applied(Answer.Applied answer) {
    return transition("APPLIED", answer.status(), answer.revision(), answer.events());
  }

  @Override
  public ObjectNode stopped(Answer.Stopped answer) {
    return transition("INCIDENT", answer.status(), answer.revision(), answer.events());
  }

  private ObjectNode transition(
      String what, SagaStatus status, long revision, List<String> events) {
    json.put("answer", what);
    json.put("status", status.name());
    json.put("revision", revision);
    ArrayNode texts = json.putArray("events");
    events.forEach(texts::add);
    return json;
  }

  @Override
  public ObjectNode dryRun(Answer.DryRun answer) {
    return json.put("answer", "DRY_RUN").put("message", answer.message());
  }

  @Override
  public ObjectNode duplicate(Answer.Duplicate answer) {
    return json.put("answer", "DUPLICATE").put("message", answer.message());
  }

  @Override
  public ObjectNode refused(Answer.Refused answer) {
    return json.put("answer", "REFUSED")
        .put("code", answer.code())
        .put("message", answer.message());
  }

  @Override
  public ObjectNode parked(Answer.Parked answer) {
    json.put("answer", "PARKED");
    Json.putTime(json, "until", answer.untilMs());
    return json;
  }

  @Override
  public ObjectNode unknown(Answer.Unknown answer) {
    return json.put("answer", "UNKNOWN").put("message", answer.message());
  }
}
