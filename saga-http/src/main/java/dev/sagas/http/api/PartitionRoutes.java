package dev.sagas.http.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.http.exchange.Ask;
import dev.sagas.http.exchange.HttpReply;
import dev.sagas.index.cluster.Member;
import dev.sagas.index.live.RestoreBoard;
import dev.sagas.operate.json.Json;
import dev.sagas.operate.records.InputPosition;
import dev.sagas.operate.records.InputPositions;
import dev.sagas.operate.records.Recoveries;
import dev.sagas.operate.records.Recovery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Who has which partition and how far it is, and which partitions were taken over. */
final class PartitionRoutes {
  static final String PARTITIONS = "/api/v1/partitions";
  static final String RECOVERIES = "/api/v1/recoveries";

  /** The parameters of the takeovers. */
  static final Set<String> OF_RECOVERIES = Set.of("limit", "scope");

  private static final int DEFAULT_RECOVERIES = 50;
  private static final int MAX_RECOVERIES = 1_000;

  private final Service service;

  PartitionRoutes(Service service) {
    this.service = service;
  }

  HttpReply partitions(Ask ask) {
    Scope scope = Scope.of(ask);
    Answers answers = answers(ask, PARTITIONS, scope);
    Map<Integer, JsonNode> known = new HashMap<>();
    answers.forEach("local", node -> known.put(node.path("partition").asInt(), node));
    Map<Integer, JsonNode> restoring = new HashMap<>();
    answers.forEach("running", node -> restoring.put(node.path("partition").asInt(), node));
    ObjectNode json = Json.object();
    ArrayNode partitions = json.putArray("partitions");
    Map<Integer, List<InputPosition>> positions = new HashMap<>();
    json.putNull("positionsUnknown");
    if (scope == Scope.CLUSTER) {
      readPositions(positions, json);
    }
    for (int partition : service.partitions()) {
      ObjectNode node = partitions.addObject().put("partition", partition);
      putMembers(node, partition, restoring.containsKey(partition));
      JsonNode local = known.getOrDefault(partition, Json.object());
      node.putNull("live");
      if (local.has("live")) {
        node.put("live", local.path("live").asLong());
      }
      node.put("filling", local.path("filling").asBoolean());
      putInputs(node, positions.getOrDefault(partition, List.of()));
    }
    if (scope != Scope.CLUSTER) {
      json.set("local", local());
      json.set("running", running());
    }
    answers.freshness().put(json, service.partitions(), service.clock().millis());
    return HttpReply.json(json);
  }

  private void readPositions(Map<Integer, List<InputPosition>> positions, ObjectNode json) {
    try {
      for (InputPosition position : InputPositions.read(service.deployment())) {
        positions.computeIfAbsent(position.partition(), number -> new ArrayList<>()).add(position);
      }
    } catch (DeploymentException e) {
      json.put("positionsUnknown", e.getMessage());
    }
  }

  private void putMembers(ObjectNode node, int partition, boolean restoring) {
    Optional<Member> active =
        service.membership().members().stream()
            .filter(member -> member.active().contains(partition))
            .findFirst();
    ArrayNode standby = Json.object().putArray("standby");
    service.membership().members().stream()
        .filter(member -> member.standby().contains(partition))
        .forEach(member -> standby.add(member.address()));
    String role = standby.isEmpty() ? "nobody" : "standby";
    if (active.isPresent()) {
      role = restoring ? "restoring" : "active";
    }
    node.put("role", role);
    Json.put(node, "instance", active.map(Member::address));
    node.set("standby", standby);
  }

  private static void putInputs(ObjectNode node, List<InputPosition> positions) {
    node.putNull("lag");
    ArrayNode inputs = node.putArray("inputs");
    for (InputPosition position : positions) {
      ObjectNode input = inputs.addObject();
      input.put("topic", position.topic());
      input.putNull("next");
      position.next().ifPresent(next -> input.put("next", next));
      input.put("end", position.end());
      input.put("lag", position.waiting());
    }
    if (!positions.isEmpty()) {
      node.put("lag", positions.stream().mapToLong(InputPosition::waiting).sum());
    }
  }

  /** What only the instance that has a partition knows of it. */
  private ArrayNode local() {
    ArrayNode local = Json.object().putArray("local");
    Set<Integer> filling = new TreeSet<>(service.index().filling());
    for (int partition : service.index().partitions()) {
      ObjectNode node = local.addObject().put("partition", partition);
      node.put("filling", filling.contains(partition));
      service.index().size(partition).ifPresent(live -> node.put("live", live));
    }
    return local;
  }

  private ArrayNode running() {
    ArrayNode running = Json.object().putArray("running");
    long nowMs = service.clock().millis();
    for (RestoreBoard.Running each : service.index().restores().running()) {
      ObjectNode node = running.addObject().put("partition", each.partition());
      node.put("instance", service.membership().self());
      Json.putTime(node, "startedAt", each.beganMs());
      node.put("durationMs", Math.max(0, nowMs - each.beganMs()));
      node.put("records", each.records());
      node.put("recordsRestored", each.restored());
    }
    return running;
  }

  HttpReply recoveries(Ask ask) {
    int limit = ask.number("limit", 1, MAX_RECOVERIES).orElse(DEFAULT_RECOVERIES);
    Scope scope = Scope.of(ask);
    Answers answers = answers(ask, RECOVERIES, scope);
    ObjectNode json = Json.object();
    ArrayNode running = json.putArray("running");
    answers.forEach("running", running::add);
    ArrayNode finished = json.putArray("recoveries");
    if (scope == Scope.CLUSTER) {
      Recoveries.of(service.deployment())
          .newest(limit)
          .forEach(recovery -> put(finished.addObject(), recovery));
    }
    answers.freshness().put(json, service.partitions(), service.clock().millis());
    return HttpReply.json(json);
  }

  private static void put(ObjectNode node, Recovery recovery) {
    node.put("partition", recovery.partition());
    node.put("instance", recovery.instance());
    Json.putTime(node, "startedAt", recovery.readyMs() - recovery.durationMs());
    node.put("durationMs", recovery.durationMs());
    node.put("recordsRestored", recovery.records());
    node.putNull("liveSagas");
    recovery.liveSagas().ifPresent(live -> node.put("liveSagas", live));
  }

  /** What this instance and the others say. */
  private Answers answers(Ask ask, String path, Scope scope) {
    ObjectNode own = Json.object();
    own.set("local", local());
    own.set("running", running());
    List<JsonNode> all = new ArrayList<>(List.of(own));
    Freshness freshness = new Freshness();
    freshness.add(service.index(), Scope.LOCAL);
    if (scope == Scope.CLUSTER) {
      for (JsonNode answer : service.peers().askAll(ask, path, "local")) {
        all.add(answer);
        freshness.add(answer.path("freshness"));
      }
    }
    return new Answers(all, freshness);
  }

  private record Answers(List<JsonNode> all, Freshness freshness) {
    void forEach(String name, Consumer<JsonNode> sink) {
      all.forEach(answer -> answer.path(name).forEach(sink));
    }
  }
}
