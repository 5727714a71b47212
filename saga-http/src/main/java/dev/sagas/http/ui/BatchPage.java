package dev.sagas.http.ui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.http.exchange.AccessRole;
import dev.sagas.http.exchange.HttpReply;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Acts on many sagas: those that are selected, or all that match the filter.
 *
 * <ul>
 *   <li>They are frozen to a list before anything is shown, and that list is what is confirmed.
 * </ul>
 */
final class BatchPage {
  private static final String BATCHES = "/api/v1/batches";
  private static final Set<String> SIGNALS = Set.of("signal", "approve", "decline");
  private static final String BATCH = BATCHES + "/{}";

  private final Templates templates;

  BatchPage(Templates templates) {
    this.templates = templates;
  }

  /** All of them, the newest first. */
  HttpReply list(Visit visit) {
    return templates.page(visit, "Batches", "batches", Map.of("answer", visit.get(BATCHES)));
  }

  /** Freezes the sagas and shows what would be done to them. */
  HttpReply prepare(Visit visit) {
    JsonNode form = visit.ask().json();
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    if (SIGNALS.contains(Words.text(form, "kind"))) {
      body.set("signal", signal(form));
    } else {
      body.set("operation", SagaPage.operation(form));
    }
    String ids = Words.text(form, "ids");
    if (ids.isEmpty()) {
      ObjectNode filter = body.putObject("filter");
      FilterWords.parse(Words.text(form, "q"))
          .parameters()
          .forEach((name, values) -> values.forEach(filter.withArray("/" + name)::add));
    } else {
      List.of(ids.split(" ", -1)).forEach(body.withArray("/sagas")::add);
    }
    return shown(visit, visit.post(body, BATCHES));
  }

  /** What a form wants to be sent; fields that were left empty are left out. */
  private static ObjectNode signal(JsonNode form) {
    ObjectNode signal = JsonNodeFactory.instance.objectNode();
    for (String name : List.of("kind", "name", "type", "reason")) {
      String text = Words.text(form, name).strip();
      if (!text.isEmpty()) {
        signal.put(name, text);
      }
    }
    String data = Words.text(form, "data");
    if (!data.isBlank()) {
      signal.set("data", ApiCaller.parsed(data));
    }
    return signal;
  }

  /** Begins with the number of sagas that was shown. */
  HttpReply run(Visit visit) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("count", visit.ask().json().path("count").asInt());
    return shown(visit, visit.post(body, BATCH + "/run", visit.parameter("batch")));
  }

  HttpReply stop(Visit visit) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    return shown(visit, visit.post(body, BATCH + "/stop", visit.parameter("batch")));
  }

  /** How far it is, and what became of each saga. */
  HttpReply progress(Visit visit) {
    return shown(visit, visit.get(BATCH, visit.parameter("batch")));
  }

  private HttpReply shown(Visit visit, ApiAnswer answer) {
    return templates.part(
        "batch",
        Map.of(
            "answer",
            answer,
            "mayAdminister",
            visit.ask().person().role().includes(AccessRole.ADMIN)));
  }
}
