package dev.sagas.http.api;

import dev.sagas.http.cluster.PeerEvents;
import dev.sagas.http.exchange.Ask;
import dev.sagas.http.exchange.HttpReply;
import dev.sagas.http.exchange.TooManyRequestsException;
import dev.sagas.index.live.SagaChanged;
import dev.sagas.operate.json.Json;
import dev.sagas.operate.json.LiveSagaJson;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaType;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Server-sent events: what was committed, of all instances. */
final class EventRoute {
  static final String PATH = "/api/v1/events";

  /** The parameters. */
  static final Set<String> PARAMETERS = Set.of("type", "saga", "only", "scope");

  private static final String CHANGED = "changed";
  private static final String COUNTS = "counts";
  private static final long RETRY_AFTER_SECONDS = 10;
  private static final long REFRESH_MS = 5_000;

  private final Service service;

  EventRoute(Service service) {
    this.service = service;
  }

  HttpReply answer(Ask ask) {
    Scope scope = Scope.of(ask);
    Optional<String> only = ask.query("only", CHANGED + " or " + COUNTS, EventRoute::kind);
    Optional<SagaType> type = ask.query("type", "the type of a definition", SagaType::new);
    Optional<SagaId> saga = ask.query("saga", "a saga id", SagaId::new);
    boolean counts = !only.equals(Optional.of(CHANGED));
    EventStream stream =
        new EventStream(service.clock()::millis, () -> counts ? counts(ask, scope) : "");
    Consumer<SagaChanged> listener =
        change -> {
          stream.touch();
          if (!only.equals(Optional.of(COUNTS))
              && type.map(change.definition().type()::equals).orElse(true)
              && saga.map(change.id()::equals).orElse(true)) {
            stream.offer(
                new EventStream.Event(CHANGED, () -> Json.line(LiveSagaJson.node(change))));
          }
        };
    if (!service.events().add(stream)) {
      throw new TooManyRequestsException(
          "Expected fewer listeners to this instance; see http.max.listeners", RETRY_AFTER_SECONDS);
    }
    return HttpReply.streamed("text/event-stream", out -> listen(ask, stream, listener, out));
  }

  private static String kind(String text) {
    if (!text.equals(CHANGED) && !text.equals(COUNTS)) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  /** Another instance is asked for its own part, whatever else the listener wants. */
  private String counts(Ask ask, Scope scope) {
    if (scope != Scope.CLUSTER) {
      return "{}";
    }
    Ask plain = new Ask(ask.person(), Map.of(), Map.of(), ask.headers(), "");
    return Json.line(new CountsRoute(service).json(plain));
  }

  private void listen(Ask ask, EventStream stream, Consumer<SagaChanged> listener, OutputStream out)
      throws IOException {
    try (PeerEvents peers =
        new PeerEvents(service.peers(), ask, PATH, (name, data) -> forward(stream, name, data))) {
      service.index().changes().add(listener);
      long[] nextMs = {0};
      stream.writeTo(
          out,
          () -> {
            long nowMs = service.clock().millis();
            if (Scope.of(ask) == Scope.CLUSTER && nowMs >= nextMs[0]) {
              nextMs[0] = nowMs + REFRESH_MS;
              peers.refresh();
            }
          });
    } finally {
      service.index().changes().remove(listener);
      service.events().remove(stream);
    }
  }

  private static void forward(EventStream stream, String name, String data) {
    stream.touch();
    if (name.equals(CHANGED)) {
      stream.offer(new EventStream.Event(CHANGED, () -> data));
    }
  }
}
