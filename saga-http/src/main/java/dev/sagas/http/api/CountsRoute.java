package dev.sagas.http.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.http.exchange.Ask;
import dev.sagas.http.exchange.HttpReply;
import dev.sagas.index.live.LiveIndex;
import dev.sagas.operate.json.CountsJson;
import dev.sagas.operate.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts live sagas over all instances; nothing is scanned for it. */
final class CountsRoute {
  static final String PATH = "/api/v1/sagas/counts";
  private static final String COUNT = CountsJson.COUNT;

  private final Service service;

  CountsRoute(Service service) {
    this.service = service;
  }

  HttpReply answer(Ask ask) {
    return HttpReply.json(json(ask));
  }

  /** The counts; of a request for something else that may be scoped alike. */
  ObjectNode json(Ask ask) {
    Scope scope = Scope.of(ask);
    StandbySagas standby = new StandbySagas(service);
    LiveIndex index = scope == Scope.STANDBY ? standby.index(standby.wanted(ask)) : service.index();
    List<JsonNode> answers = new ArrayList<>();
    answers.add(CountsJson.node(index.counts(), index.waits()));
    Freshness freshness = new Freshness();
    freshness.add(index, scope);
    if (scope == Scope.CLUSTER) {
      service.peers().askAll(ask, PATH, "local").forEach(answers::add);
      answers.forEach(answer -> freshness.add(answer.path("freshness")));
      List<JsonNode> copies = standby.list(ask, PATH, freshness);
      copies.forEach(answer -> freshness.add(answer.path("freshness")));
      answers.addAll(copies);
    }
    ObjectNode json = Json.object();
    json.put("total", answers.stream().mapToLong(answer -> answer.path("total").asLong()).sum());
    sum(answers, "sagas", json.putArray("sagas"));
    sum(answers, "waits", json.putArray("waits"));
    freshness.put(json, service.partitions(), service.clock().millis());
    return json;
  }

  /** Adds up counts of what is equal apart from the count. */
  private static void sum(List<JsonNode> answers, String name, ArrayNode into) {
    Map<ObjectNode, Long> counts = new LinkedHashMap<>();
    for (JsonNode answer : answers) {
      for (JsonNode counted : answer.path(name)) {
        ObjectNode key = counted.deepCopy();
        key.remove(COUNT);
        counts.merge(key, counted.path(COUNT).asLong(), Long::sum);
      }
    }
    counts.forEach((key, count) -> into.add(key.deepCopy().put(COUNT, count)));
  }
}
