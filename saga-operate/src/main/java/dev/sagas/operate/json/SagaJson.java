package dev.sagas.operate.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.engine.core.Control;
import dev.sagas.engine.core.Incident;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.StepState;
import dev.sagas.engine.core.UnwindReason;
import dev.sagas.engine.core.WaitReasons;
import dev.sagas.operate.history.SagaEnding;
import dev.sagas.operate.query.KeptInput;
import java.util.Map;
import java.util.Optional;

/** Writes one saga for programs; described in {@code docs/operating/operators.md}. */
public final class SagaJson {
  private SagaJson() {}

  /**
   * The JSON of one saga.
   *
   * @param inputs where the journal keeps the inputs of incidents, by revision
   */
  public static ObjectNode node(SagaState saga, Map<Long, KeptInput> inputs) {
    return node(saga, inputs, Optional.empty());
  }

  /**
   * The same, with what the journal says of the end.
   *
   * @param ending how it ended; empty while it lives, or if the journal was not read
   */
  public static ObjectNode node(
      SagaState saga, Map<Long, KeptInput> inputs, Optional<SagaEnding> ending) {
    ObjectNode json = Json.object();
    putHead(json, saga);
    putControl(json, saga);
    SagaListJson.putReasons(json, WaitReasons.of(saga));
    ArrayNode incidents = json.putArray("incidents");
    saga.incidents()
        .forEach(
            incident ->
                putIncident(
                    incidents.addObject(),
                    incident,
                    Optional.ofNullable(inputs.get(incident.revision()))));
    ArrayNode steps = json.putArray("steps");
    ending
        .map(SagaEnding::steps)
        .orElseGet(() -> saga.steps().all())
        .forEach(step -> putStep(steps.addObject(), step));
    ArrayNode signals = json.putArray("earlySignals");
    saga.signals()
        .forEach(
            signal ->
                signals
                    .addObject()
                    .put("name", signal.name().value())
                    .put("type", signal.type())
                    .put("bytes", signal.payload().size()));
    json.putNull("ending");
    ending.ifPresent(end -> putEnding(json.putObject("ending"), end));
    return json;
  }

  private static void putEnding(ObjectNode node, SagaEnding ending) {
    Json.putTime(node, "at", ending.atMs());
    putReason(node, "turnedBack", ending.reason());
    node.putNull("endedBy");
    ending
        .endedBy()
        .ifPresent(
            action -> {
              ObjectNode by = node.putObject("endedBy");
              by.put("actor", action.actor());
              by.put("operation", action.kind().name());
              by.put("reason", action.reason());
              Json.putTime(by, "at", action.atMs());
            });
    ArrayNode left = node.putArray("effectsLeft");
    ending.effectsLeft().forEach(step -> left.add(step.value()));
    ArrayNode skipped = node.putArray("skipped");
    ending.skipped().forEach(step -> skipped.add(step.value()));
  }

  private static void putHead(ObjectNode json, SagaState saga) {
    json.put("sagaId", saga.identity().id().value());
    json.put("run", saga.identity().run().value());
    json.put("type", saga.identity().type().value());
    json.put("version", saga.identity().version());
    json.put("status", saga.status().name());
    json.put("revision", saga.chain().revision());
    json.put("hash", saga.chain().hash().hex());
    Json.putTime(json, "startedAt", saga.startedAtMs());
    Json.putTime(json, "updatedAt", saga.updatedAtMs());
    Json.putTime(json, "deadlineAt", saga.request().deadlineAtMs());
    Json.putTime(json, "forgetAt", saga.forgetAtMs());
    json.put("dataType", saga.request().dataType());
    json.put("dataBytes", saga.data().size());
    ObjectNode labels = json.putObject("labels");
    saga.request().labels().forEach(labels::put);
  }

  private static void putControl(ObjectNode json, SagaState saga) {
    Control control = saga.control();
    json.putNull("paused");
    control
        .pause()
        .filter(pause -> !saga.isHeldBack())
        .ifPresent(
            pause -> {
              ObjectNode node = json.putObject("paused");
              node.put("actor", pause.actor());
              node.put("reason", pause.reason());
              Json.putTime(node, "since", pause.sinceMs());
            });
    putReason(json, "turnsBack", saga.unwind());
    putReason(json, "heldCancel", control.heldCancel());
    Json.put(json, "restartFrom", control.restartFrom());
    json.put("pivotSent", control.pivotSent());
    ArrayNode skipped = json.putArray("skipped");
    control.skipped().forEach(step -> skipped.add(step.value()));
  }

  private static void putReason(ObjectNode json, String name, Optional<UnwindReason> reason) {
    json.putNull(name);
    reason.ifPresent(
        why -> {
          ObjectNode node = json.putObject(name);
          Json.put(node, "step", why.step());
          node.put("code", why.code());
          node.put("message", why.message());
        });
  }

  private static void putIncident(ObjectNode node, Incident incident, Optional<KeptInput> input) {
    node.put("id", incident.id());
    Json.put(node, "step", incident.step());
    node.put("code", incident.code());
    node.put("message", incident.message());
    Json.putTime(node, "since", incident.raisedAtMs());
    node.put("revision", incident.revision());
    Json.put(node, "entry", input.map(KeptInput::entry));
    Json.put(node, "input", input.flatMap(KeptInput::input));
  }

  private static void putStep(ObjectNode node, StepState step) {
    node.put("name", step.name().value());
    node.put("status", step.status().name());
    node.put("on", step.target().orElse(""));
    node.put("epoch", step.epoch());
    node.put("undoEpoch", step.attempts().undoEpoch().orElse(0));
    node.put("attempt", step.attempt());
    Json.putTime(node, "since", step.sinceMs());
    Json.putTime(node, "due", step.dueAtMs());
    Json.putTime(node, "deadline", step.timer().deadlineAtMs());
    node.put("outcomeKnown", step.outcomeKnown());
    node.put("sequence", step.sequence().orElse(0));
  }
}
