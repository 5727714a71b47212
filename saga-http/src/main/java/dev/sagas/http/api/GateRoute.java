package dev.sagas.http.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.http.exchange.Ask;
import dev.sagas.http.exchange.HttpReply;
import dev.sagas.operate.definitions.GateCheck;
import dev.sagas.operate.definitions.GateReport;
import dev.sagas.operate.json.DefinitionJson;
import dev.sagas.operate.json.DoctorJson;
import dev.sagas.operate.json.Json;
import dev.sagas.operate.json.JsonChanges;
import dev.sagas.operate.query.PublishedSaga;
import dev.sagas.operate.query.PublishedSagas;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What was examined of a version before it was deployed, and how it differs from the one before.
 *
 * <ul>
 *   <li>The instance that deployed it knows; another one asks it.
 * </ul>
 */
final class GateRoute {
  static final String PATH = "/api/v1/definitions/{type}/{version}/gate";
  private static final String DEPLOYED = "deployed";

  private final Service service;

  GateRoute(Service service) {
    this.service = service;
  }

  HttpReply answer(Ask ask) {
    List<PublishedSaga> published = PublishedSagas.of(service.deployment()).list();
    PublishedSaga found = PlatformRoutes.find(ask, published);
    Optional<GateReport> report =
        service.insight().gate().stream()
            .filter(each -> each.type().equals(found.type()) && each.version() == found.version())
            .findFirst();
    if (report.isEmpty() && Scope.of(ask) == Scope.CLUSTER) {
      Optional<JsonNode> other = elsewhere(ask, found);
      if (other.isPresent()) {
        return HttpReply.json(other.get());
      }
    }
    ObjectNode json = Json.object();
    json.put("type", found.type().value());
    json.put("version", found.version());
    json.put(DEPLOYED, report.isPresent());
    json.putNull("checkedAt");
    report.ifPresent(known -> Json.putTime(json, "checkedAt", known.checkedAtMs()));
    ArrayNode checks = json.putArray("checks");
    report.ifPresent(known -> known.checks().forEach(check -> put(checks.addObject(), check)));
    putChanges(json, found, published);
    return HttpReply.json(json);
  }

  private Optional<JsonNode> elsewhere(Ask ask, PublishedSaga found) {
    String path =
        PATH.replace("{type}", found.type().value())
            .replace("{version}", Integer.toString(found.version()));
    return service.peers().askAll(ask, path, "local").stream()
        .filter(answer -> answer.path(DEPLOYED).asBoolean())
        .findFirst();
  }

  private static void put(ObjectNode json, GateCheck check) {
    json.put("question", DoctorJson.word(check.question()));
    json.put("text", check.question().text());
    json.put("against", check.against());
    Json.put(json, "whyNot", check.whyNot());
  }

  private static void putChanges(
      ObjectNode json, PublishedSaga found, List<PublishedSaga> published) {
    Optional<PublishedSaga> before =
        published.stream()
            .filter(each -> each.type().equals(found.type()))
            .filter(each -> each.version() < found.version())
            .max(Comparator.comparingInt(PublishedSaga::version));
    json.putNull("before");
    ArrayNode changes = json.putArray("changes");
    before.ifPresent(
        one -> {
          json.put("before", one.version());
          JsonChanges.put(changes, DefinitionJson.course(one), DefinitionJson.course(found));
        });
  }
}
