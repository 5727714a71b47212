package dev.sagas.http.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.engine.core.SagaState;
import dev.sagas.http.exchange.AccessRole;
import dev.sagas.http.exchange.Ask;
import dev.sagas.http.exchange.HttpReply;
import dev.sagas.operate.json.Json;
import dev.sagas.operate.query.DecodedPayload;
import dev.sagas.operate.query.PayloadException;
import dev.sagas.operate.query.Payloads;
import java.util.OptionalInt;
import java.util.Set;

/** A saga's data, read by its schema; viewers do not see what is masked. */
final class DataRoute {
  /** The parameters. */
  static final Set<String> PARAMETERS = Set.of("revision", "scope");

  private final Service service;

  DataRoute(Service service) {
    this.service = service;
  }

  HttpReply answer(Ask ask) {
    OptionalInt revision = ask.number("revision", 1, Integer.MAX_VALUE);
    boolean masked = !ask.person().role().includes(AccessRole.OPERATOR);
    if (revision.isEmpty()) {
      return new OneSaga(service).answer(ask, "/data", state -> node(state, masked));
    }
    SagaState state = new JournalRoutes(service).state(OneSaga.id(ask), revision.getAsInt());
    return HttpReply.json(node(state, masked));
  }

  private ObjectNode node(SagaState state, boolean masked) {
    ObjectNode json = Json.object();
    json.put("sagaId", state.identity().id().value());
    json.put("run", state.identity().run().value());
    json.put("revision", state.chain().revision());
    json.put("type", state.request().dataType());
    json.put("bytes", state.data().size());
    json.put("masked", masked);
    json.putNull("data");
    json.putNull("whyNot");
    if (state.data().isEmpty()) {
      json.put("whyNot", "The saga has ended: ask for a revision before its end");
      return json;
    }
    try (Payloads payloads = Payloads.open(service.deployment())) {
      DecodedPayload decoded = payloads.decoded(state.data());
      json.set("data", masked ? decoded.json(service.mask()) : decoded.json());
    } catch (PayloadException e) {
      json.put("whyNot", e.getMessage());
    }
    return json;
  }
}
