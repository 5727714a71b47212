package dev.sagas.http.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.http.cluster.Peers;
import dev.sagas.http.exchange.Ask;
import dev.sagas.http.exchange.HttpReply;
import dev.sagas.index.live.AttemptBoard;
import dev.sagas.index.live.AttemptCounts;
import dev.sagas.index.live.AttemptedStep;
import dev.sagas.index.live.DefinitionVersion;
import dev.sagas.operate.json.Json;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.StepName;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** How the attempts of the last five minutes ended, over all instances. */
final class AttemptsRoute {
  static final String PATH = "/api/v1/attempts";
  private static final int MEDIAN = 50;
  private static final int SLOWEST = 99;
  private static final Comparator<AttemptedStep> ORDER =
      Comparator.comparing((AttemptedStep each) -> each.definition().type().value())
          .thenComparing(each -> each.definition().version())
          .thenComparing(each -> each.step().value())
          .thenComparing(AttemptedStep::undoing)
          .thenComparing(AttemptedStep::participant);

  private final Service service;

  AttemptsRoute(Service service) {
    this.service = service;
  }

  HttpReply answer(Ask ask) {
    ObjectNode json = Json.object();
    json.put("seconds", AttemptBoard.SPANS * AttemptBoard.SPAN_MS / 1_000);
    ArrayNode attempts = json.putArray("attempts");
    TreeMap<AttemptedStep, AttemptCounts> sorted = new TreeMap<>(ORDER);
    Attempts all = counts(ask);
    sorted.putAll(all.counts());
    sorted.forEach(
        (step, counts) -> {
          ObjectNode node = attempts.addObject();
          put(node, step);
          put(node, counts);
          ArrayNode times = node.putArray("replyTimes");
          counts
              .replyTimes()
              .forEach(
                  (atMostMs, count) ->
                      times.addObject().put("atMostMs", atMostMs).put("count", count));
        });
    Unanswered.put(json, all.unanswered());
    return HttpReply.json(json);
  }

  /**
   * How attempts ended.
   *
   * @param unanswered the addresses of the instances whose attempts are missing
   */
  record Attempts(Map<AttemptedStep, AttemptCounts> counts, List<String> unanswered) {
    Attempts {
      counts = Map.copyOf(counts);
      unanswered = List.copyOf(unanswered);
    }
  }

  /** The counts; of a request for something else that may be scoped alike. */
  Attempts counts(Ask ask) {
    Map<AttemptedStep, AttemptCounts> sums =
        new HashMap<>(service.index().attempts().counts(service.clock().millis()));
    Peers.Answers others = Unanswered.ask(service, ask, PATH);
    for (JsonNode answer : others.given()) {
      answer
          .path("attempts")
          .forEach(each -> sums.merge(step(each), counts(each), AttemptCounts::plus));
    }
    return new Attempts(sums, others.unanswered());
  }

  private static AttemptedStep step(JsonNode node) {
    return new AttemptedStep(
        new DefinitionVersion(
            new SagaType(node.path("type").asText()), node.path("version").asInt()),
        new StepName(node.path("step").asText()),
        node.path("undoing").asBoolean(),
        node.path("participant").asText());
  }

  private static AttemptCounts counts(JsonNode node) {
    TreeMap<Long, Long> times = new TreeMap<>();
    for (JsonNode time : node.path("replyTimes")) {
      times.put(time.path("atMostMs").asLong(), time.path("count").asLong());
    }
    return new AttemptCounts(
        node.path("succeeded").asLong(),
        node.path("rejected").asLong(),
        node.path("failed").asLong(),
        times);
  }

  private static void put(ObjectNode node, AttemptedStep step) {
    node.put("type", step.definition().type().value());
    node.put("version", step.definition().version());
    node.put("step", step.step().value());
    node.put("undoing", step.undoing());
    node.put("participant", step.participant());
  }

  /** Writes counts with their percentiles. */
  static void put(ObjectNode node, AttemptCounts counts) {
    node.put("succeeded", counts.succeeded());
    node.put("rejected", counts.rejected());
    node.put("failed", counts.failed());
    put(node, "p50Ms", counts.percentileMs(MEDIAN));
    put(node, "p99Ms", counts.percentileMs(SLOWEST));
  }

  private static void put(ObjectNode node, String name, OptionalLong number) {
    if (number.isPresent()) {
      node.put(name, number.getAsLong());
    } else {
      node.putNull(name);
    }
  }
}
