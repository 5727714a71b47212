package dev.sagas.http.ui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.http.exchange.HttpReply;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The pages about what sagas need: definitions, dead letters, instances. */
final class OtherPages {
  private static final String ANSWER = "answer";
  private static final String LETTERS = "/api/v1/dead-letters";

  private final Templates templates;

  OtherPages(Templates templates) {
    this.templates = templates;
  }

  HttpReply definitions(Visit visit) {
    return templates.page(
        visit,
        "Definitions",
        "definitions",
        Map.of(
            ANSWER, visit.get("/api/v1/definitions"), "counts", visit.get("/api/v1/sagas/counts")));
  }

  /** One version: its graph with the sagas that are at each step. */
  HttpReply definition(Visit visit) {
    String type = visit.parameter("type");
    String version = visit.parameter("version");
    ApiAnswer answer = visit.get("/api/v1/definitions/{}/{}", type, version);
    ApiAnswer counts = visit.get("/api/v1/sagas/counts");
    FilterWords all = FilterWords.all().with("type", type).with("version", version);
    JsonNode ended = visit.get("/api/v1/attempts").json();
    Map<String, StepAttempts> attempts = StepAttempts.of(ended, type, version);
    String drawing =
        answer.isOk()
            ? GraphSvg.of(answer.json(), loads(counts.json().path("waits"), all), attempts)
            : "";
    return templates.page(
        visit,
        type + " · " + version,
        "definition",
        Map.of(
            ANSWER,
            answer,
            "drawing",
            drawing,
            "all",
            all,
            "type",
            type,
            "version",
            version,
            "attempts",
            attempts,
            "unanswered",
            Gaps.unanswered(ended)));
  }

  /** What was examined before the version was deployed. */
  HttpReply gate(Visit visit) {
    ApiAnswer answer =
        visit.get(
            "/api/v1/definitions/{}/{}/gate", visit.parameter("type"), visit.parameter("version"));
    return templates.part("gate", Map.of(ANSWER, answer, "nowMs", visit.nowMs()));
  }

  private static Map<String, GraphSvg.StepLoad> loads(JsonNode waits, FilterWords filter) {
    Map<String, GraphSvg.StepLoad> loads = new HashMap<>();
    for (JsonNode wait : waits) {
      boolean own =
          filter.words().stream()
              .allMatch(word -> Words.text(wait, word.name()).equals(word.value()));
      String step = Words.text(wait, "step");
      if (own && !step.isEmpty()) {
        loads.merge(step, load(wait, filter.with("step", step).url()), OtherPages::added);
      }
    }
    return loads;
  }

  private static GraphSvg.StepLoad load(JsonNode wait, String url) {
    long count = wait.path("count").asLong();
    if (Words.text(wait, "kind").equals("incident")) {
      return new GraphSvg.StepLoad(0, 0, count, url);
    }
    return wait.path("undoing").asBoolean()
        ? new GraphSvg.StepLoad(0, count, 0, url)
        : new GraphSvg.StepLoad(count, 0, 0, url);
  }

  private static GraphSvg.StepLoad added(GraphSvg.StepLoad one, GraphSvg.StepLoad other) {
    return new GraphSvg.StepLoad(
        one.waiting() + other.waiting(),
        one.undoing() + other.undoing(),
        one.incidents() + other.incidents(),
        one.url());
  }

  HttpReply deadLetters(Visit visit) {
    String state = visit.ask().query("state").orElse("open");
    Map<String, List<String>> query =
        state.equals("open") ? Map.of() : Map.of("state", List.of(state));
    return templates.page(
        visit,
        "Dead letters",
        "deadLetters",
        Map.of(
            ANSWER,
            visit.get(query, ApiCaller.Path.of(LETTERS)),
            "state",
            state,
            "discardable",
            visit.api().canPost(LETTERS + "/discard")));
  }

  /** One letter with its headers and its payload, as a part of the page. */
  HttpReply deadLetter(Visit visit) {
    String position = visit.parameter("position");
    return templates.part(
        "letter", Map.of("position", position, ANSWER, visit.get(LETTERS + "/{}", position)));
  }

  /** Sends a dead letter again, or gives it up, or says what would be done; the form says which. */
  HttpReply actOnLetter(Visit visit) {
    JsonNode form = visit.ask().json();
    String kind = Words.text(form, "kind").equals("discard") ? "discard" : "redrive";
    boolean preview = !Words.text(form, "confirmed").equals("true");
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("position", Words.text(form, "position"));
    body.put("reason", Words.text(form, "reason"));
    body.put("dryRun", preview);
    return templates.part(
        "letterActed",
        Map.of(
            ANSWER,
            visit.post(body, LETTERS + "/" + kind),
            "form",
            form,
            "kind",
            kind,
            "preview",
            preview));
  }

  HttpReply instances(Visit visit) {
    return templates.page(
        visit,
        "Instances",
        "instances",
        Map.of(
            ANSWER,
            visit.get("/api/v1/instances"),
            "counts",
            visit.get("/api/v1/sagas/counts"),
            "recoveries",
            visit.get("/api/v1/recoveries"),
            "partitions",
            visit.get("/api/v1/partitions"),
            "export",
            visit.get("/api/v1/exported").json()));
  }

  /** What doctor finds; it asks brokers and registry, so it is a part of its own. */
  HttpReply doctor(Visit visit) {
    return templates.part("doctor", Map.of(ANSWER, visit.get("/api/v1/doctor")));
  }
}
