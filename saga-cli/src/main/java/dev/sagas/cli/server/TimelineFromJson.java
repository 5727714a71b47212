package dev.sagas.cli.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sagas.engine.core.SagaIdentity;
import dev.sagas.operate.history.SagaTimeline;
import dev.sagas.operate.history.SagaTimeline.Attempt;
import dev.sagas.operate.history.SagaTimeline.Idle;
import dev.sagas.operate.history.SagaTimeline.Lane;
import dev.sagas.operate.history.SagaTimeline.Mark;
import dev.sagas.operate.history.SagaTimeline.MarkKind;
import dev.sagas.operate.history.SagaTimeline.Result;
import dev.sagas.operate.history.SagaTimeline.Span;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.StepName;
import dev.sagas.protocol.WaitReason;

/** Reads what {@link dev.sagas.operate.json.TimelineJson} writes. */
public final class TimelineFromJson {
  private TimelineFromJson() {}

  /**
   * The timeline.
   *
   * @throws IllegalArgumentException if it is not the JSON of a timeline
   */
  public static SagaTimeline read(JsonNode json) {
    return new SagaTimeline(
        new SagaIdentity(
            new SagaId(JsonFields.required(json, "sagaId")),
            new RunId(JsonFields.required(json, "run")),
            new SagaType(JsonFields.required(json, "type")),
            json.path("version").asInt()),
        JsonFields.constant(json, "status", SagaStatus.class),
        JsonFields.time(json, "from"),
        JsonFields.time(json, "to"),
        JsonFields.list(json, "steps", TimelineFromJson::lane),
        JsonFields.list(json, "idle", TimelineFromJson::idle),
        JsonFields.list(json, "marks", TimelineFromJson::mark));
  }

  private static Lane lane(JsonNode json) {
    return new Lane(
        new StepName(JsonFields.required(json, "name")),
        JsonFields.text(json, "on"),
        JsonFields.list(json, "forward", span -> span(Action.EXECUTE, span)),
        JsonFields.list(json, "undo", span -> span(Action.COMPENSATE, span)));
  }

  private static Span span(Action action, JsonNode json) {
    return new Span(
        action,
        json.path("epoch").asInt(),
        JsonFields.time(json, "from"),
        JsonFields.optionalTime(json, "to"),
        JsonFields.constant(json, "result", Result.class),
        JsonFields.list(json, "attempts", TimelineFromJson::attempt));
  }

  private static Attempt attempt(JsonNode json) {
    return new Attempt(
        json.path("attempt").asInt(),
        JsonFields.text(json, "commandId"),
        JsonFields.text(json, "topic"),
        JsonFields.time(json, "sentAt"),
        JsonFields.optionalTime(json, "repliedAt"),
        JsonFields.optionalTime(json, "settledAt"),
        JsonFields.constant(json, "answer", SagaTimeline.Answer.class),
        JsonFields.position(json, "reply"),
        JsonFields.required(json, "code"),
        JsonFields.required(json, "message"),
        JsonFields.optionalTime(json, "retryAt"));
  }

  private static Idle idle(JsonNode json) {
    return new Idle(
        JsonFields.time(json, "from"),
        JsonFields.time(json, "to"),
        JsonFields.constant(json, "kind", WaitReason.Kind.class),
        JsonFields.required(json, "on"));
  }

  private static Mark mark(JsonNode json) {
    return new Mark(
        JsonFields.time(json, "at"),
        json.path("revision").asLong(),
        JsonFields.constant(json, "kind", MarkKind.class),
        JsonFields.required(json, "text"));
  }
}
