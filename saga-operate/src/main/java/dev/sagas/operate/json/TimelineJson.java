package dev.sagas.operate.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.engine.core.SagaIdentity;
import dev.sagas.operate.history.SagaTimeline;
import dev.sagas.operate.history.SagaTimeline.Attempt;
import dev.sagas.operate.history.SagaTimeline.Idle;
import dev.sagas.operate.history.SagaTimeline.Lane;
import dev.sagas.operate.history.SagaTimeline.Mark;
import dev.sagas.operate.history.SagaTimeline.Span;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.StepName;
import java.util.List;

/** Writes a timeline for programs; described in {@code docs/operating/operators.md}. */
public final class TimelineJson {
  private TimelineJson() {}

  /** The JSON of a timeline. */
  public static ObjectNode node(SagaTimeline timeline) {
    ObjectNode json = Json.object();
    json.put("sagaId", timeline.identity().id().value());
    json.put("run", timeline.identity().run().value());
    json.put("type", timeline.identity().type().value());
    json.put("version", timeline.identity().version());
    json.put("status", timeline.status().name());
    Json.putTime(json, "from", timeline.fromMs());
    Json.putTime(json, "to", timeline.toMs());
    ArrayNode steps = json.putArray("steps");
    for (Lane lane : timeline.lanes()) {
      ObjectNode node = steps.addObject();
      node.put("name", lane.step().value());
      Json.put(node, "on", lane.on());
      putSpans(node.putArray("forward"), lane.forward(), lane.step(), timeline.identity());
      putSpans(node.putArray("undo"), lane.undo(), lane.step(), timeline.identity());
    }
    ArrayNode idle = json.putArray("idle");
    for (Idle stretch : timeline.idle()) {
      ObjectNode node = idle.addObject();
      Json.putTime(node, "from", stretch.fromMs());
      Json.putTime(node, "to", stretch.toMs());
      node.put("kind", DoctorJson.word(stretch.kind()));
      node.put("on", stretch.on());
    }
    ArrayNode marks = json.putArray("marks");
    for (Mark mark : timeline.marks()) {
      ObjectNode node = marks.addObject();
      Json.putTime(node, "at", mark.atMs());
      node.put("revision", mark.revision());
      node.put("kind", DoctorJson.word(mark.kind()));
      node.put("text", mark.text());
    }
    return json;
  }

  private static void putSpans(
      ArrayNode array, List<Span> spans, StepName step, SagaIdentity saga) {
    for (Span span : spans) {
      DeduplicationKey key =
          new DeduplicationKey(saga.id(), saga.run(), step, span.action(), span.epoch());
      ObjectNode node = array.addObject();
      node.put("epoch", span.epoch());
      Json.putTime(node, "from", span.fromMs());
      Json.putTime(node, "to", span.toMs());
      node.put("result", DoctorJson.word(span.result()));
      ArrayNode attempts = node.putArray("attempts");
      for (Attempt attempt : span.attempts()) {
        put(attempts.addObject().put("deduplicationKey", key.toString()), attempt);
      }
    }
  }

  private static void put(ObjectNode node, Attempt attempt) {
    node.put("attempt", attempt.number());
    Json.put(node, "commandId", attempt.commandId());
    Json.put(node, "topic", attempt.topic());
    Json.putTime(node, "sentAt", attempt.sentAtMs());
    Json.putTime(node, "repliedAt", attempt.repliedAtMs());
    Json.putTime(node, "settledAt", attempt.settledAtMs());
    node.put("answer", DoctorJson.word(attempt.answer()));
    Json.put(node, "reply", attempt.reply());
    node.put("code", attempt.code());
    node.put("message", attempt.message());
    Json.putTime(node, "retryAt", attempt.retryAtMs());
  }
}
