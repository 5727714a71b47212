package dev.sagas.http.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.audit.FenceConflict;
import dev.sagas.engine.core.SagaState;
import dev.sagas.http.exchange.Ask;
import dev.sagas.http.exchange.HttpReply;
import dev.sagas.operate.history.RunJournal;
import dev.sagas.operate.json.Json;
import java.time.Duration;

/** Whether participants answered one command in two ways, by the rule of the audit. */
final class FenceRoute {
  private static final String SUFFIX = "/fence-conflicts";
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final Service service;

  FenceRoute(Service service) {
    this.service = service;
  }

  HttpReply answer(Ask ask) {
    return new OneSaga(service).answer(ask, SUFFIX, this::json);
  }

  /** Late answers are notes, which may be behind the newest transition. */
  private ObjectNode json(SagaState state) {
    RunJournal journal =
        RunJournal.readToEnd(service.deployment(), state, state.startedAtMs(), LIMIT);
    ObjectNode json = Json.object();
    json.put("sagaId", state.identity().id().value());
    json.put("run", state.identity().run().value());
    json.put("complete", journal.complete());
    ArrayNode conflicts = json.putArray("conflicts");
    for (FenceConflict conflict : FenceConflict.in(journal.entries())) {
      ObjectNode node = conflicts.addObject();
      node.put("code", conflict.code().name());
      node.put("message", conflict.message());
      node.put("revision", conflict.entry().revision());
      Json.putTime(node, "at", conflict.entry().atMs());
      Json.put(node, "reply", conflict.entry().cause().position());
    }
    return json;
  }
}
