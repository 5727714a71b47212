package dev.sagas.operate.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.engine.core.StepStatus;
import dev.sagas.index.exported.ExportState;
import dev.sagas.index.exported.ExportedDay;
import dev.sagas.index.exported.ExportedEvent;
import dev.sagas.index.exported.ExportedPage;
import dev.sagas.index.exported.ExportedSaga;
import dev.sagas.index.live.LivePage;
import dev.sagas.protocol.SagaStatus;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Writes what was exported, in the form of live sagas; {@code docs/reference/rest.md}. */
public final class ExportedSagaJson {
  /** Of steps whose effect is there, or may be. */
  private static final Set<String> EFFECT =
      Set.of(
          StepStatus.SUCCEEDED.name(),
          StepStatus.OUTCOME_UNKNOWN.name(),
          StepStatus.COMPENSATION_GIVEN_UP.name());

  private ExportedSagaJson() {}

  /** A run of a list. */
  public static ObjectNode node(ExportedPage.Row row) {
    ObjectNode json = LiveSagaJson.node(new LivePage.Row(0, row.saga().updatedAtMs(), row.saga()));
    json.put("run", row.run().value());
    Json.putTime(json, "endedAt", row.endedAtMs());
    return json;
  }

  /** One run, as {@link SagaJson} writes it; what was not exported is null or left out. */
  public static ObjectNode node(ExportedSaga saga) {
    ObjectNode json = node(saga.row());
    json.putNull("hash");
    Json.putTime(json, "deadlineAt", saga.deadlineAtMs());
    json.putNull("forgetAt");
    json.put("dataType", saga.data().type());
    Json.put(json, "requestedBy", saga.requestedBy());
    json.putNull("paused");
    boolean hasEnded = saga.row().endedAtMs().isPresent();
    putReason(json, "turnsBack", hasEnded ? Optional.empty() : saga.unwind());
    ArrayNode incidents = json.putArray("incidents");
    saga.incidents().forEach(incident -> put(incidents.addObject(), incident));
    ArrayNode steps = json.putArray("steps");
    saga.steps().forEach(step -> put(steps.addObject(), step));
    json.putArray("earlySignals");
    json.putNull("ending");
    if (hasEnded) {
      putEnding(json.putObject("ending"), saga);
    }
    return json;
  }

  private static void putReason(
      ObjectNode json, String name, Optional<ExportedSaga.Unwind> unwind) {
    json.putNull(name);
    unwind.ifPresent(
        why -> {
          ObjectNode node = json.putObject(name);
          Json.put(node, "step", why.step());
          node.put("code", why.code());
          node.put("message", why.message());
        });
  }

  private static void putEnding(ObjectNode ending, ExportedSaga saga) {
    Json.putTime(ending, "at", saga.row().endedAtMs());
    putReason(ending, "turnedBack", saga.unwind());
    ending.putNull("endedBy");
    boolean isDone = saga.row().saga().status() == SagaStatus.COMPLETED;
    ArrayNode left = ending.putArray("effectsLeft");
    ArrayNode skipped = ending.putArray("skipped");
    for (ExportedSaga.Step step : saga.steps()) {
      if (!isDone && EFFECT.contains(step.status())) {
        left.add(step.name());
      }
      if (step.status().equals(StepStatus.SKIPPED.name())) {
        skipped.add(step.name());
      }
    }
  }

  private static void put(ObjectNode node, ExportedSaga.OpenIncident incident) {
    node.put("id", incident.id());
    Json.put(node, "step", incident.step());
    node.put("code", incident.code());
    node.put("message", incident.message());
    Json.putTime(node, "since", incident.raisedAtMs());
  }

  private static void put(ObjectNode node, ExportedSaga.Step step) {
    node.put("name", step.name());
    node.put("status", step.status());
    node.put("on", step.on().orElse(""));
    node.put("epoch", step.epoch());
    node.put("attempt", step.attempt());
    Json.putTime(node, "since", step.sinceMs());
    node.put("sequence", step.order().orElse(0));
  }

  /** An event, in the form of an entry of the journal. */
  public static ObjectNode node(ExportedEvent event) {
    ObjectNode json = Json.object();
    json.putNull("revision");
    Json.putTime(json, "at", event.atMs());
    json.put("cause", event.kind().name().toLowerCase(Locale.ROOT));
    json.putNull("input");
    Json.put(json, "actor", event.actor());
    json.putNull("status");
    json.putNull("note");
    json.putArray("events").add(event.text());
    return json;
  }

  /** A day. */
  public static ObjectNode node(ExportedDay day) {
    ObjectNode json = Json.object();
    json.put("day", day.day().toString());
    json.put("started", day.started());
    ObjectNode ended = json.putObject("ended");
    day.ended().forEach((status, runs) -> ended.put(status.name(), runs));
    return json;
  }

  /** How far the export is at that time. */
  public static ObjectNode node(ExportState state, long nowMs) {
    ObjectNode json = Json.object();
    Json.putTime(json, "asOf", state.asOfMs());
    json.putNull("lagMs");
    state.lagMs(nowMs).ifPresent(lag -> json.put("lagMs", lag));
    json.put("works", state.whyNot().isEmpty());
    Json.put(json, "whyNot", state.whyNot());
    return json;
  }
}
