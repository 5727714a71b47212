package dev.sagas.http.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.http.exchange.Ask;
import dev.sagas.http.exchange.HttpReply;
import dev.sagas.http.exchange.ProblemCode;
import dev.sagas.http.exchange.ProblemException;
import dev.sagas.index.cluster.Member;
import dev.sagas.operate.doctor.Diagnosis;
import dev.sagas.operate.doctor.Doctor;
import dev.sagas.operate.doctor.DoctorConfig;
import dev.sagas.operate.doctor.Role;
import dev.sagas.operate.json.DefinitionJson;
import dev.sagas.operate.json.DoctorJson;
import dev.sagas.operate.json.Json;
import dev.sagas.operate.query.PublishedSaga;
import dev.sagas.operate.query.PublishedSagas;
import dev.sagas.protocol.SagaType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Definitions, instances, partitions, and what the doctor finds. */
final class PlatformRoutes {
  private static final Duration INPUT_RETENTION = Duration.ofDays(7);
  private static final int MAX_RECORD_BYTES = 960 * 1024;
  private static final long MAX_LAG = 1_000;

  private final Service service;

  PlatformRoutes(Service service) {
    this.service = service;
  }

  HttpReply definitions(Ask ask) {
    ObjectNode json = DefinitionJson.node(PublishedSagas.of(service.deployment()).list());
    JsonNode counts = new CountsRoute(service).json(ask);
    json.path("definitions").forEach(each -> count((ObjectNode) each, counts));
    return HttpReply.json(json);
  }

  HttpReply definition(Ask ask) {
    ObjectNode json =
        DefinitionJson.node(find(ask, PublishedSagas.of(service.deployment()).list()));
    count(json, new CountsRoute(service).json(ask));
    return HttpReply.json(json);
  }

  /** The version in the path. */
  static PublishedSaga find(Ask ask, List<PublishedSaga> published) {
    SagaType type = ask.path("type", "the type of a definition", SagaType::new);
    int version = ask.path("version", "a whole number of 1 or more", Integer::parseInt);
    return published.stream()
        .filter(saga -> saga.type().equals(type) && saga.version() == version)
        .findFirst()
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemCode.NO_SUCH_DEFINITION,
                    "Expected %s version %s, but it was never published".formatted(type, version)));
  }

  /** Adds how many live sagas there are, and where they wait. */
  private static void count(ObjectNode definition, JsonNode counts) {
    long live = 0;
    for (JsonNode counted : counts.path("sagas")) {
      live += isOf(counted, definition) ? counted.path("count").asLong() : 0;
    }
    definition.put("live", live);
    ArrayNode waits = definition.putArray("waits");
    for (JsonNode counted : counts.path("waits")) {
      if (isOf(counted, definition)) {
        ObjectNode wait = counted.deepCopy();
        wait.remove("type");
        wait.remove("version");
        waits.add(wait);
      }
    }
  }

  private static boolean isOf(JsonNode counted, JsonNode definition) {
    return counted.path("type").equals(definition.path("type"))
        && counted.path("version").equals(definition.path("version"));
  }

  HttpReply instances(Ask ask) {
    ObjectNode json = Json.object();
    ArrayNode instances = json.putArray("instances");
    TreeSet<Integer> unassigned = new TreeSet<>(service.partitions());
    for (Member member : service.membership().members()) {
      ObjectNode node = instances.addObject();
      node.put("address", member.address());
      node.put("self", member.address().equals(service.membership().self()));
      ArrayNode active = node.putArray("active");
      new TreeSet<>(member.active()).forEach(active::add);
      ArrayNode standby = node.putArray("standby");
      new TreeSet<>(member.standby()).forEach(standby::add);
      unassigned.removeAll(member.active());
    }
    ArrayNode without = json.putArray("withoutInstance");
    unassigned.forEach(without::add);
    return HttpReply.json(json);
  }

  HttpReply doctor(Ask ask) {
    DoctorConfig config =
        new DoctorConfig(
            service.deployment(),
            Map.of(),
            INPUT_RETENTION,
            MAX_RECORD_BYTES,
            MAX_LAG,
            Role.orchestrator);
    Diagnosis diagnosis = Doctor.examine(config, service.clock());
    return HttpReply.json(
        DoctorJson.node(
            service
                .exported()
                .map(export -> diagnosis.with(export.state(), service.clock().millis()))
                .orElse(diagnosis)));
  }
}
