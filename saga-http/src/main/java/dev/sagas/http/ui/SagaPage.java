package dev.sagas.http.ui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.http.exchange.AccessRole;
import dev.sagas.http.exchange.HttpReply;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One saga.
 *
 * <ul>
 *   <li>The page itself needs the saga's checkpoint alone. What is read from topics (why, timeline,
 *       data, journal) are parts, which the browser asks for when the page is there.
 * </ul>
 */
final class SagaPage {
  private static final String SAGA = "/api/v1/sagas/{}";
  private static final String ID = "id";
  private static final String ANSWER = "answer";
  private static final int ENTRIES = 50;
  private static final int MAX_LABELS = 5;
  private static final int RELATED = 10;

  private final Templates templates;

  SagaPage(Templates templates) {
    this.templates = templates;
  }

  /** As it is now, or as it was after the revision that is asked for. */
  HttpReply show(Visit visit) {
    String id = visit.parameter(ID);
    Optional<String> revision = visit.ask().query("revision");
    if (revision.isPresent()) {
      return new PastPage(templates).show(visit, id, revision.get());
    }
    ApiAnswer answer = visit.get(SAGA, id);
    return templates.page(visit, id, "saga", Map.of(ID, id, ANSWER, answer));
  }

  /**
   * Why it does not move, in sentences; as far as the checkpoint says if nothing better is known.
   */
  HttpReply why(Visit visit) {
    String id = visit.parameter(ID);
    Map<String, List<String>> zone =
        visit
            .ask()
            .query("zone")
            .map(name -> Map.of("zone", List.of(name)))
            .orElseGet(Map::<String, List<String>>of);
    ApiAnswer why = visit.get(zone, ApiCaller.Path.of(SAGA + "/why", id));
    ApiAnswer saga = why.isOk() ? why : visit.get(SAGA, id);
    return templates.part(
        "why",
        Map.of(
            ANSWER,
            why,
            "saga",
            saga,
            "nowMs",
            visit.nowMs(),
            "mayOperate",
            visit.ask().person().role().includes(AccessRole.OPERATOR)));
  }

  /** The timeline, drawn, and the attempts as rows. */
  HttpReply timeline(Visit visit) {
    ApiAnswer answer = visit.get(SAGA + "/timeline", visit.parameter(ID));
    return templates.part(
        "timeline",
        Map.of(
            ID,
            visit.parameter(ID),
            ANSWER,
            answer,
            "drawing",
            TimelineSvg.of(answer.json(), visit.nowMs()),
            "nowMs",
            visit.nowMs()));
  }

  /** Its data, as far as the person may see it. */
  HttpReply data(Visit visit) {
    ApiAnswer answer = visit.get(SAGA + "/data", visit.parameter(ID));
    return templates.part("data", Map.of(ANSWER, answer));
  }

  /** A record that an attempt names, such as its reply. */
  HttpReply record(Visit visit) {
    String id = visit.parameter(ID);
    String position = visit.parameter("position");
    ApiAnswer answer = visit.get(SAGA + "/records/{}", id, position);
    return templates.part("record", Map.of(ID, id, ANSWER, answer, "position", position));
  }

  /** Where the command of an attempt is; looked for in its topic, so only when asked for. */
  HttpReply command(Visit visit) {
    String id = visit.parameter(ID);
    String command = visit.ask().query("id").orElse("");
    ApiAnswer answer =
        visit.get(
            Map.of("command", List.of(command)), ApiCaller.Path.of(SAGA + "/command-position", id));
    return templates.part("command", Map.of(ID, id, ANSWER, answer, "command", command));
  }

  /** The sagas in flight that have a label of this one; of each label a bounded number. */
  HttpReply related(Visit visit) {
    String id = visit.parameter(ID);
    Map<String, JsonNode> related = new LinkedHashMap<>();
    visit.get(SAGA, id).json().path("labels").properties().stream()
        .limit(MAX_LABELS)
        .map(label -> label.getKey() + "=" + label.getValue().asText())
        .forEach(label -> related.put(label, labelled(visit, label)));
    return templates.part("related", Map.of(ID, id, "related", related, "nowMs", visit.nowMs()));
  }

  private static JsonNode labelled(Visit visit, String label) {
    Map<String, List<String>> query =
        Map.of("label", List.of(label), "limit", List.of(Integer.toString(RELATED)));
    return visit.get(query, ApiCaller.Path.of("/api/v1/sagas")).json();
  }

  /** The journal, newest first, a bounded number of entries. */
  HttpReply journal(Visit visit) {
    String id = visit.parameter(ID);
    Map<String, List<String>> query =
        visit
            .ask()
            .query("before")
            .map(before -> Map.of("limit", limit(), "before", List.of(before)))
            .orElseGet(() -> Map.of("limit", limit()));
    ApiAnswer answer = visit.get(query, ApiCaller.Path.of(SAGA + "/history", id));
    return templates.part(
        "journal",
        Map.of(
            ID,
            id,
            ANSWER,
            answer,
            "older",
            Words.text(answer.json(), "next"),
            "nowMs",
            visit.nowMs()));
  }

  private static List<String> limit() {
    return List.of(Integer.toString(ENTRIES));
  }

  /** Whether its hashes prove that the checkpoint is what the journal says. */
  HttpReply chain(Visit visit) {
    return templates.part("chain", Map.of(ANSWER, visit.get(SAGA + "/chain", visit.parameter(ID))));
  }

  /** Whether participants contradicted themselves. */
  HttpReply fence(Visit visit) {
    String id = visit.parameter(ID);
    ApiAnswer answer = visit.get(SAGA + "/fence-conflicts", id);
    return templates.part("fence", Map.of(ID, id, ANSWER, answer, "nowMs", visit.nowMs()));
  }

  /** A person's decision, which the saga waits for. */
  HttpReply decide(Visit visit) {
    String id = visit.parameter(ID);
    JsonNode form = visit.ask().json();
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("approval", Words.text(form, "approval"));
    body.put("approved", Words.text(form, "decision").equals("approve"));
    body.put("reason", Words.text(form, "reason"));
    ApiAnswer answer = visit.post(body, SAGA + "/approvals", id);
    return templates.part("acted", Map.of(ID, id, ANSWER, answer, "asked", body, "key", ""));
  }

  /** What undo would do now, by the engine's own decider. */
  HttpReply undo(Visit visit) {
    ApiAnswer answer = visit.get(SAGA + "/undo-preview", visit.parameter(ID));
    return templates.part("undo", Map.of(ANSWER, answer));
  }

  /**
   * Does something, or says what it would do.
   *
   * <ul>
   *   <li>A preview comes with the form that does it: the same fields, and a key of its own, so
   *       that a form that is sent twice acts once.
   * </ul>
   */
  HttpReply act(Visit visit) {
    String id = visit.parameter(ID);
    JsonNode form = visit.ask().json();
    boolean preview = !Words.text(form, "confirmed").equals("true");
    ObjectNode operation = operation(form);
    ApiAnswer answer = preview ? previewed(visit, id, operation) : done(visit, id, form);
    return templates.part(
        "acted",
        Map.of(
            ID,
            id,
            ANSWER,
            answer,
            "asked",
            operation,
            "key",
            preview ? UUID.randomUUID().toString() : ""));
  }

  private static ApiAnswer previewed(Visit visit, String id, ObjectNode operation) {
    Map<String, List<String>> query = new HashMap<>();
    for (String name : List.of("kind", "step")) {
      if (operation.has(name)) {
        query.put(name, List.of(Words.text(operation, name)));
      }
    }
    return visit.get(query, ApiCaller.Path.of(SAGA + "/preview", id));
  }

  private static ApiAnswer done(Visit visit, String id, JsonNode form) {
    String key = Words.text(form, "key");
    Visit keyed = key.isEmpty() ? visit : visit.withHeader("idempotency-key", key);
    return keyed.post(operation(form), SAGA + "/operations", id);
  }

  /** What a form asks for, as the API wants it; fields that were left empty are left out. */
  static ObjectNode operation(JsonNode form) {
    ObjectNode operation = JsonNodeFactory.instance.objectNode();
    for (String name : List.of("kind", "reason", "step", "version", "data")) {
      String text = Words.text(form, name);
      if (!text.isEmpty()) {
        put(operation, name, text);
      }
    }
    return operation;
  }

  private static void put(ObjectNode operation, String name, String text) {
    if (name.equals("version") && text.matches("[0-9]{1,9}")) {
      operation.put(name, Integer.parseInt(text));
    } else if (name.equals("data")) {
      operation.set(name, ApiCaller.parsed(text));
    } else {
      operation.put(name, text);
    }
  }
}
