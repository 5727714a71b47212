package dev.sagas.http.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.http.exchange.Ask;
import dev.sagas.http.exchange.HttpReply;
import dev.sagas.index.live.LiveCursor;
import dev.sagas.index.live.LiveFilter;
import dev.sagas.index.live.LiveIndex;
import dev.sagas.index.live.LiveOrder;
import dev.sagas.index.live.LivePage;
import dev.sagas.operate.json.Json;
import dev.sagas.operate.json.LiveSagaJson;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Lists sagas over all instances, page by page: live ones from memory. */
final class ListRoute {
  static final String PATH = "/api/v1/sagas";
  private static final int DEFAULT_LIMIT = 50;

  private final Service service;

  ListRoute(Service service) {
    this.service = service;
  }

  HttpReply answer(Ask ask) {
    return HttpReply.json(json(ask));
  }

  /** A page. */
  ObjectNode json(Ask ask) {
    long nowMs = service.clock().millis();
    LiveOrder order = Filters.order(ask);
    int limit = ask.number("limit", 1, LiveIndex.MAX_PAGE).orElse(DEFAULT_LIMIT);
    LiveFilter asked = Filters.of(ask, nowMs);
    LiveFilter filter = ask.flag("ended") ? asked.ofEnded() : asked;
    Optional<ObjectNode> exported = new ExportedList(service).json(ask, filter, limit);
    if (exported.isPresent()) {
      return exported.get();
    }
    if (filter.statuses().stream().anyMatch(SagaStatus::isTerminal)) {
      return new EndedSagas(service).json(ask, filter, limit);
    }
    Optional<LiveCursor> after =
        ask.query("cursor", "the next of an earlier page", LiveCursor::parse);
    Scope scope = Scope.of(ask);
    StandbySagas standby = new StandbySagas(service);
    Merged merged = new Merged(order, limit);
    LiveIndex index = scope == Scope.STANDBY ? standby.index(standby.wanted(ask)) : service.index();
    merged.add(index.list(filter, order, after, limit));
    merged.freshness.add(index, scope);
    if (scope == Scope.CLUSTER) {
      service.peers().askAll(ask, PATH, "local").forEach(merged::addPeer);
      standby.list(ask, PATH, merged.freshness).forEach(merged::addPeer);
    }
    return merged.json(service, nowMs);
  }

  /** The rows of several instances, in order. */
  private static final class Merged {
    private final LiveOrder order;
    private final int limit;
    private final List<JsonNode> rows = new ArrayList<>();
    private final Freshness freshness = new Freshness();
    private long matched;
    private boolean more;

    Merged(LiveOrder order, int limit) {
      this.order = order;
      this.limit = limit;
    }

    void add(LivePage page) {
      page.rows().forEach(row -> rows.add(LiveSagaJson.node(row)));
      count(page.matched(), page.next().isPresent());
    }

    private void count(long number, boolean hasMore) {
      matched += number;
      more |= hasMore;
    }

    void addPeer(JsonNode page) {
      page.path("sagas").forEach(rows::add);
      count(page.path("matched").asLong(), page.hasNonNull("next"));
      freshness.add(page.path("freshness"));
    }

    ObjectNode json(Service service, long nowMs) {
      rows.sort(Comparator.comparingLong(this::rank).thenComparing(Merged::id));
      List<JsonNode> page = rows.subList(0, Math.min(limit, rows.size()));
      ObjectNode json = Json.object();
      ArrayNode sagas = json.putArray("sagas");
      page.forEach(sagas::add);
      json.put("matched", matched);
      json.putNull("next");
      if ((more || rows.size() > limit) && !page.isEmpty()) {
        JsonNode last = page.get(page.size() - 1);
        json.put("next", new LiveCursor(rank(last), new SagaId(id(last))).text());
      }
      freshness.put(json, service.partitions(), nowMs);
      return json;
    }

    private long rank(JsonNode row) {
      return switch (order) {
        case WAITING -> time(row, "since");
        case STARTED -> -time(row, "startedAt");
        case ID -> 0;
      };
    }

    private static long time(JsonNode row, String name) {
      return Instant.parse(row.path(name).asText()).toEpochMilli();
    }

    private static String id(JsonNode row) {
      return row.path("sagaId").asText();
    }
  }
}
