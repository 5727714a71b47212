package dev.sagas.operate.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.index.live.CountKey;
import dev.sagas.index.live.LivePage;
import dev.sagas.index.live.LiveSaga;
import dev.sagas.index.live.LiveWait;
import dev.sagas.index.live.SagaChanged;
import dev.sagas.index.live.WaitKey;
import java.util.Locale;

/** Writes what the index knows of sagas; described in {@code docs/reference/rest.md}. */
public final class LiveSagaJson {
  private LiveSagaJson() {}

  /** One saga of a list. */
  public static ObjectNode node(LivePage.Row row) {
    LiveSaga saga = row.saga();
    ObjectNode json = Json.object();
    json.put("sagaId", saga.id().value());
    json.put("type", saga.definition().type().value());
    json.put("version", saga.definition().version());
    json.put("status", saga.status().name());
    json.put("revision", saga.revision());
    Json.putTime(json, "startedAt", saga.startedAtMs());
    Json.putTime(json, "updatedAt", saga.updatedAtMs());
    Json.putTime(json, "since", row.sinceMs());
    ObjectNode labels = json.putObject("labels");
    saga.labels().forEach(labels::put);
    ArrayNode waits = json.putArray("waitsFor");
    saga.waits().forEach(wait -> put(waits.addObject(), wait));
    return json;
  }

  /** A change of a saga. */
  public static ObjectNode node(SagaChanged change) {
    ObjectNode json = Json.object();
    json.put("sagaId", change.id().value());
    json.put("type", change.definition().type().value());
    json.put("version", change.definition().version());
    json.put("status", change.status().name());
    json.put("revision", change.revision());
    Json.putTime(json, "at", change.atMs());
    ArrayNode waits = json.putArray("waitsFor");
    change.waits().forEach(wait -> put(waits.addObject(), wait));
    return json;
  }

  private static void put(ObjectNode json, LiveWait wait) {
    put(json, wait.key());
    json.put("attempt", wait.attempt());
    Json.putTime(json, "since", wait.sinceMs());
    Json.putTime(json, "until", wait.untilMs());
  }

  /** Adds what is waited for. */
  public static void put(ObjectNode json, WaitKey key) {
    json.put("kind", key.kind().name().toLowerCase(Locale.ROOT));
    Json.put(json, "step", key.step());
    Json.put(json, "participant", key.participant());
    Json.put(json, "signal", key.signal());
    json.put("undoing", key.undoing());
    Json.put(json, "incidentCode", key.incidentCode());
  }

  /** Adds what sagas are counted by. */
  public static void put(ObjectNode json, CountKey key) {
    json.put("type", key.definition().type().value());
    json.put("version", key.definition().version());
    json.put("status", key.status().name());
    json.putNull("waitsFor");
    key.waitsFor().ifPresent(wait -> put(json.putObject("waitsFor"), wait));
  }
}
