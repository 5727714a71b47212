package dev.sagas.http.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.http.cluster.Peers;
import dev.sagas.http.exchange.Ask;
import dev.sagas.http.exchange.HttpReply;
import dev.sagas.index.live.RateBoard;
import dev.sagas.operate.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many sagas began and ended in the last hour, over all instances. */
final class RatesRoute {
  static final String PATH = "/api/v1/rates";
  private static final List<String> COUNTS =
      List.of("started", "completed", "compensated", "endedByOperator");

  private final Service service;

  RatesRoute(Service service) {
    this.service = service;
  }

  HttpReply answer(Ask ask) {
    Peers.Answers others = Unanswered.ask(service, ask, PATH);
    List<JsonNode> answers = new ArrayList<>(others.given());
    answers.add(own());
    Map<String, ObjectNode> points = new TreeMap<>();
    Map<String, Long> causes = new TreeMap<>();
    for (JsonNode answer : answers) {
      answer.path("points").forEach(point -> add(points, point));
      answer
          .path("causes")
          .forEach(
              cause ->
                  causes.merge(
                      cause.path("code").asText(), cause.path("count").asLong(), Long::sum));
    }
    ObjectNode json = Json.object();
    ArrayNode all = json.putArray("points");
    points.values().stream().skip(Math.max(0, points.size() - RateBoard.SPANS)).forEach(all::add);
    put(json, causes);
    Unanswered.put(json, others.unanswered());
    return HttpReply.json(json);
  }

  private static void add(Map<String, ObjectNode> points, JsonNode point) {
    ObjectNode sum = points.computeIfAbsent(point.path("from").asText(), from -> empty(from));
    COUNTS.forEach(name -> sum.put(name, sum.path(name).asLong() + point.path(name).asLong()));
  }

  private static ObjectNode empty(String from) {
    return Json.object().put("from", from);
  }

  private ObjectNode own() {
    long nowMs = service.clock().millis();
    RateBoard rates = service.index().rates();
    ObjectNode json = Json.object();
    ArrayNode points = json.putArray("points");
    for (RateBoard.Point point : rates.points(nowMs)) {
      ObjectNode node = points.addObject();
      Json.putTime(node, "from", point.fromMs());
      node.put("started", point.started());
      node.put("completed", point.completed());
      node.put("compensated", point.compensated());
      node.put("endedByOperator", point.endedByOperator());
    }
    put(json, rates.causes(nowMs));
    return json;
  }

  private static void put(ObjectNode json, Map<String, Long> causes) {
    ArrayNode array = json.putArray("causes");
    causes.forEach((code, count) -> array.addObject().put("code", code).put("count", count));
  }
}
