package dev.sagas.http.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.http.exchange.Ask;
import dev.sagas.http.exchange.Body;
import dev.sagas.http.exchange.HttpReply;
import dev.sagas.http.exchange.ProblemCode;
import dev.sagas.http.exchange.ProblemException;
import dev.sagas.index.cluster.Member;
import dev.sagas.index.live.LiveIndex;
import dev.sagas.operate.bulk.Batch;
import dev.sagas.operate.bulk.BatchOrder;
import dev.sagas.operate.json.BatchJson;
import dev.sagas.operate.json.Json;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SignalName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Acts on many sagas: freezes what a filter selects, shows what would happen, then does it. */
final class BatchRoutes {
  static final String PATH = "/api/v1/batches";
  private static final int CREATED = 201;
  private static final int MAX_RESULTS = 1_000;
  private static final Pattern ID = Pattern.compile("[0-9a-f-]{1,40}");

  private final Service service;

  BatchRoutes(Service service) {
    this.service = service;
  }

  HttpReply prepare(Ask ask) {
    Optional<String> key = key(ask);
    Optional<JsonNode> known = key.flatMap(id -> preparedElsewhere(ask, id));
    if (known.isPresent()) {
      return HttpReply.json(CREATED, known.get());
    }
    Body body = Body.of(ask, BatchBody.FIELDS);
    BatchBody wanted = BatchBody.of(body, ask.person(), service.deployment());
    Optional<JsonNode> named = body.optionalJson("sagas");
    List<SagaId> sagas =
        named.isPresent()
            ? named(named.get())
            : frozen(ask, body.json("filter"), wanted.action().signal());
    BatchOrder order = new BatchOrder(wanted.action(), sagas, ask.person().name(), wanted.reason());
    Batch batch = batch(key, order);
    ObjectNode json = BatchJson.node(batch);
    putPreviews(json, batch);
    return HttpReply.json(CREATED, json);
  }

  private static Optional<String> key(Ask ask) {
    Optional<String> key = ask.header("idempotency-key");
    if (key.isPresent() && !ID.matcher(key.get()).matches()) {
      throw new ProblemException(
          ProblemCode.BAD_PARAMETER,
          "Expected the header Idempotency-Key to be an id of a batch, such as a UUID");
    }
    return key;
  }

  /** The instance that prepared a batch with the key before answers for it. */
  private Optional<JsonNode> preparedElsewhere(Ask ask, String id) {
    return service.batches().find(id).isPresent() || Scope.of(ask) != Scope.CLUSTER
        ? Optional.empty()
        : owner(ask, id).map(member -> service.peers().passOn(member, ask, PATH));
  }

  /** The other instance that has a batch. */
  private Optional<Member> owner(Ask ask, String id) {
    return service.peers().firstThatHas(ask, PATH + "/" + id);
  }

  /** A new batch, or the one that was prepared with the same key before. */
  private Batch batch(Optional<String> key, BatchOrder order) {
    long nowMs = service.clock().millis();
    if (key.isEmpty()) {
      return service.batches().prepare(order, nowMs);
    }
    Batch batch = service.batches().prepare(key.get(), order, nowMs);
    if (!batch.order().isSameAction(order)) {
      throw new ProblemException(
          ProblemCode.CONFLICT,
          "Expected a new key, but batch %s has it, which does something else"
              .formatted(key.get()));
    }
    return batch;
  }

  /** Those that are named one by one. */
  private static List<SagaId> named(JsonNode ids) {
    try {
      return bounded(texts(ids).stream().map(SagaId::new).distinct().toList());
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          ProblemCode.BAD_BODY, "Expected field sagas of the body to be saga ids", e);
    }
  }

  private static List<SagaId> bounded(List<SagaId> sagas) {
    if (sagas.size() > BatchOrder.MAX_SAGAS) {
      throw new ProblemException(
          ProblemCode.TOO_LARGE,
          "Expected at most %s sagas in a batch, but there are more"
              .formatted(BatchOrder.MAX_SAGAS));
    }
    return sagas;
  }

  /** Every saga that matches now, and waits for the signal if one is sent; page by page. */
  private List<SagaId> frozen(Ask ask, JsonNode filter, Optional<SignalName> signal) {
    Map<String, List<String>> query = new HashMap<>();
    for (Map.Entry<String, JsonNode> field : filter.properties()) {
      if (!Filters.NAMES.contains(field.getKey())) {
        throw new ProblemException(
            ProblemCode.BAD_BODY,
            "Expected the fields of filter to be of " + Filters.NAMES.stream().sorted().toList());
      }
      query.put(field.getKey(), texts(field.getValue()));
    }
    query.put("order", List.of("id"));
    query.put("limit", List.of(Integer.toString(LiveIndex.MAX_PAGE)));
    List<SagaId> sagas = new ArrayList<>();
    Optional<String> next = Optional.empty();
    do {
      next.ifPresent(cursor -> query.put("cursor", List.of(cursor)));
      JsonNode page =
          new ListRoute(service).json(new Ask(ask.person(), Map.of(), query, ask.headers(), ""));
      requireComplete(page);
      for (JsonNode row : page.path("sagas")) {
        if (signal.isEmpty() || waitsFor(signal.get(), row)) {
          sagas.add(new SagaId(row.path("sagaId").asText()));
        }
      }
      next = Optional.ofNullable(page.path("next").textValue());
    } while (next.isPresent() && sagas.size() <= BatchOrder.MAX_SAGAS);
    return bounded(sagas);
  }

  private static boolean waitsFor(SignalName signal, JsonNode row) {
    return row.path("waitsFor").findValuesAsText("signal").contains(signal.value());
  }

  private static void requireComplete(JsonNode page) {
    if (!page.path("freshness").path("complete").asBoolean()) {
      throw new ProblemException(
          ProblemCode.PARTITION_UNAVAILABLE,
          """
          Expected to see all sagas that match, but some partitions are missing or being filled: \
          try again\
          """);
    }
  }

  private static List<String> texts(JsonNode value) {
    List<String> texts = new ArrayList<>();
    if (value.isArray()) {
      value.forEach(each -> texts.add(each.asText()));
    } else {
      texts.add(value.asText());
    }
    return texts;
  }

  /** What would become of each saga of this instance, counted by its words. */
  private void putPreviews(ObjectNode json, Batch batch) {
    long nowMs = service.clock().millis();
    Map<String, Long> texts = new HashMap<>();
    for (SagaId saga : batch.order().sagas()) {
      service
          .store()
          .find(saga, false)
          .state()
          .map(state -> new BatchPreview(state, service.definitions(), nowMs))
          .ifPresent(preview -> texts.merge(batch.order().action().accept(preview), 1L, Long::sum));
    }
    json.put("previewed", texts.values().stream().mapToLong(Long::longValue).sum());
    ArrayNode previews = json.putArray("previews");
    texts.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .forEach(
            each -> previews.addObject().put("text", each.getKey()).put("count", each.getValue()));
  }

  /** On the instance that prepared it. */
  HttpReply run(Ask ask) {
    Optional<Batch> own = service.batches().find(id(ask));
    return HttpReply.accepted(own.isPresent() ? run(ask, own.get()) : elsewhere(ask, "/run"));
  }

  private JsonNode elsewhere(Ask ask, String action) {
    String id = id(ask);
    if (Scope.of(ask) != Scope.CLUSTER) {
      throw noSuch(id);
    }
    Member owner = owner(ask, id).orElseThrow(() -> noSuch(id));
    return service.peers().passOn(owner, ask, PATH + "/" + id + action);
  }

  private JsonNode run(Ask ask, Batch batch) {
    int count = Body.of(ask, Set.of("count")).number("count").orElse(-1);
    if (count != batch.order().sagas().size()) {
      throw new ProblemException(
          ProblemCode.BAD_BODY,
          "Expected field count of the body to be %s, the number of sagas that you confirm"
              .formatted(batch.order().sagas().size()));
    }
    if (!service.batches().run(batch)) {
      throw new ProblemException(
          ProblemCode.REFUSED,
          "Expected batch %s to be PREPARED, but it is %s".formatted(batch.id(), batch.state()));
    }
    return BatchJson.node(batch);
  }

  /** On the instance that prepared it. */
  HttpReply stop(Ask ask) {
    Optional<Batch> own = service.batches().find(id(ask));
    own.ifPresent(Batch::stop);
    return HttpReply.accepted(
        own.<JsonNode>map(BatchJson::node).orElseGet(() -> elsewhere(ask, "/stop")));
  }

  HttpReply list(Ask ask) {
    ObjectNode json = Json.object();
    ArrayNode batches = json.putArray("batches");
    service.batches().list().forEach(batch -> batches.add(BatchJson.node(batch)));
    if (Scope.of(ask) == Scope.CLUSTER) {
      service
          .peers()
          .askAll(ask, PATH, "local")
          .forEach(peer -> peer.path("batches").forEach(batches::add));
    }
    return HttpReply.json(json);
  }

  HttpReply show(Ask ask) {
    String id = id(ask);
    Optional<Batch> found = service.batches().find(id);
    if (found.isEmpty() && Scope.of(ask) == Scope.CLUSTER) {
      return service.peers().askAll(ask, PATH + "/" + id, "local").stream()
          .findFirst()
          .map(HttpReply::json)
          .orElseThrow(() -> noSuch(id));
    }
    Batch batch = found.orElseThrow(() -> noSuch(id));
    ObjectNode json = BatchJson.node(batch);
    ArrayNode results = json.putArray("results");
    batch.answers().entrySet().stream()
        .skip(ask.number("from", 0, BatchOrder.MAX_SAGAS).orElse(0))
        .limit(MAX_RESULTS)
        .forEach(each -> BatchJson.put(results.addObject(), each.getKey(), each.getValue()));
    return HttpReply.json(json);
  }

  private static String id(Ask ask) {
    return ask.path("batch", "the id of a batch", BatchRoutes::checked);
  }

  private static String checked(String text) {
    if (!ID.matcher(text).matches()) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  private static ProblemException noSuch(String id) {
    return new ProblemException(
        ProblemCode.NO_SUCH_BATCH,
        "Expected a batch %s, but no instance that answers has it: batches end with the process"
            .formatted(id));
  }
}
