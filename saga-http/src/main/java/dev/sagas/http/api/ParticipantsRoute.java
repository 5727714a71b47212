package dev.sagas.http.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.http.exchange.Ask;
import dev.sagas.http.exchange.HttpReply;
import dev.sagas.index.live.AttemptBoard;
import dev.sagas.index.live.AttemptCounts;
import dev.sagas.operate.doctor.ParticipantGroup;
import dev.sagas.operate.json.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The participants: who waits for them, whether they run, and how they answered lately.
 *
 * <ul>
 *   <li>Names those of published definitions, and those that live sagas wait for.
 * </ul>
 */
final class ParticipantsRoute {
  static final String PATH = "/api/v1/participants";
  private static final int MAX_PARTICIPANTS = 1_000;
  private static final List<String> KINDS = List.of("reply", "retry", "incident");

  private final Service service;

  ParticipantsRoute(Service service) {
    this.service = service;
  }

  HttpReply answer(Ask ask) {
    JsonNode counts = new CountsRoute(service).json(ask);
    Map<String, Map<String, Long>> waits = waits(counts.path("waits"));
    Map<String, AttemptCounts> attempts = new HashMap<>();
    AttemptsRoute.Attempts ended = new AttemptsRoute(service).counts(ask);
    ended
        .counts()
        .forEach(
            (step, counted) -> attempts.merge(step.participant(), counted, AttemptCounts::plus));
    ObjectNode json = Json.object();
    json.put("attemptSeconds", AttemptBoard.SPANS * AttemptBoard.SPAN_MS / 1_000);
    Map<String, ParticipantGroup> groups = groups(json);
    TreeSet<String> names = new TreeSet<>(groups.keySet());
    names.addAll(waits.keySet());
    names.addAll(attempts.keySet());
    ArrayNode participants = json.putArray("participants");
    for (String name : names.stream().limit(MAX_PARTICIPANTS).toList()) {
      ObjectNode node = participants.addObject().put("name", name);
      ObjectNode waiting = node.putObject("waits");
      KINDS.forEach(
          kind -> waiting.put(kind, waits.getOrDefault(name, Map.of()).getOrDefault(kind, 0L)));
      put(node, Optional.ofNullable(groups.get(name)));
      AttemptsRoute.put(
          node.putObject("attempts"), attempts.getOrDefault(name, AttemptCounts.NONE));
    }
    Unanswered.put(json, ended.unanswered());
    json.set("freshness", counts.path("freshness"));
    return HttpReply.json(json);
  }

  private static Map<String, Map<String, Long>> waits(JsonNode counted) {
    Map<String, Map<String, Long>> waits = new HashMap<>();
    for (JsonNode wait : counted) {
      if (wait.hasNonNull("participant")) {
        waits
            .computeIfAbsent(wait.path("participant").asText(), name -> new HashMap<>())
            .merge(wait.path("kind").asText(), wait.path("count").asLong(), Long::sum);
      }
    }
    return waits;
  }

  /** The groups that could be asked for; writes why there are none. */
  private Map<String, ParticipantGroup> groups(ObjectNode json) {
    json.putNull("groupsUnknown");
    try {
      return service.surroundings().participants().participants();
    } catch (DeploymentException e) {
      json.put("groupsUnknown", Optional.ofNullable(e.getMessage()).orElse("unknown"));
      return Map.of();
    }
  }

  private static void put(ObjectNode participant, Optional<ParticipantGroup> group) {
    if (group.isEmpty()) {
      participant.putNull("group");
      return;
    }
    ObjectNode node = participant.putObject("group");
    node.put("id", group.get().id());
    if (group.get().seen().isEmpty()) {
      node.put("whyNot", group.get().whyNot());
      return;
    }
    ParticipantGroup.Seen seen = group.get().seen().get();
    node.put("state", seen.state());
    node.put("members", seen.members());
    node.put("lag", seen.lag());
    node.put("lagIsExact", seen.exact());
    ArrayNode unassigned = node.putArray("unassigned");
    seen.unassigned().forEach(unassigned::add);
  }
}
