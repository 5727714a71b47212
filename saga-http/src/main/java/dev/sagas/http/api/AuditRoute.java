package dev.sagas.http.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.http.cluster.Peers;
import dev.sagas.http.exchange.Ask;
import dev.sagas.http.exchange.HttpReply;
import dev.sagas.index.live.ActionBoard;
import dev.sagas.index.live.AppliedAction;
import dev.sagas.operate.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The newest actions of people, over all instances: operations, starts and signals.
 *
 * <ul>
 *   <li>{@code since} is from when on none is missing, if all instances answered: what was done
 *       before is in the journal.
 * </ul>
 */
final class AuditRoute {
  static final String PATH = "/api/v1/audit";
  static final Set<String> PARAMETERS = Set.of("limit", "only", "scope");
  private static final int DEFAULT_LIMIT = 100;
  private static final String SINCE = "since";
  private static final String ACTIONS = "actions";

  private final Service service;

  AuditRoute(Service service) {
    this.service = service;
  }

  HttpReply answer(Ask ask) {
    int limit = ask.number("limit", 1, ActionBoard.LIMIT).orElse(DEFAULT_LIMIT);
    Peers.Answers others = Unanswered.ask(service, ask, PATH);
    List<JsonNode> answers = new ArrayList<>(others.given());
    answers.add(own(origins(ask)));
    List<JsonNode> actions = new ArrayList<>();
    answers.forEach(answer -> answer.path(ACTIONS).forEach(actions::add));
    actions.sort(Comparator.comparing(AuditRoute::at).reversed());
    ObjectNode json = Json.object();
    json.putNull(SINCE);
    answers.stream()
        .filter(answer -> answer.hasNonNull(SINCE))
        .map(answer -> Instant.parse(answer.path(SINCE).asText()))
        .max(Comparator.naturalOrder())
        .ifPresent(since -> json.put(SINCE, since.toString()));
    Unanswered.put(json, others.unanswered());
    json.putArray(ACTIONS).addAll(actions.stream().limit(limit).toList());
    return HttpReply.json(json);
  }

  private static Instant at(JsonNode action) {
    return Instant.parse(action.path("at").asText());
  }

  /** All, unless the request is for some alone. */
  private static Set<ActionBoard.Origin> origins(Ask ask) {
    return ask.query(
            "only",
            "operations or requests",
            text ->
                switch (text) {
                  case "operations" -> EnumSet.of(ActionBoard.Origin.OPERATION);
                  case "requests" -> EnumSet.of(ActionBoard.Origin.REQUEST);
                  default -> throw new IllegalArgumentException(text);
                })
        .orElseGet(() -> EnumSet.allOf(ActionBoard.Origin.class));
  }

  private ObjectNode own(Set<ActionBoard.Origin> origins) {
    ActionBoard board = service.index().actions();
    ObjectNode json = Json.object();
    Json.putTime(json, SINCE, board.sinceMs(origins));
    json.putArray(ACTIONS).addAll(board.newest(origins).stream().map(AuditRoute::json).toList());
    return json;
  }

  private static ObjectNode json(AppliedAction action) {
    ObjectNode node = Json.object();
    Json.putTime(node, "at", action.atMs());
    node.put("sagaId", action.saga().value());
    node.put("type", action.definition().type().value());
    node.put("version", action.definition().version());
    node.put("revision", action.revision());
    node.put("kind", action.kind().word());
    Json.put(node, "signal", action.kind().signal());
    node.put("actor", action.actor());
    node.put("reason", action.reason());
    return node;
  }
}
