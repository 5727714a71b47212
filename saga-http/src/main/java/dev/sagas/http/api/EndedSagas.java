package dev.sagas.http.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.http.exchange.Ask;
import dev.sagas.index.cluster.SagaStore;
import dev.sagas.index.live.LiveFilter;
import dev.sagas.index.live.LivePage;
import dev.sagas.index.live.LiveSaga;
import dev.sagas.operate.json.Json;
import dev.sagas.operate.json.LiveSagaJson;
import dev.sagas.protocol.SagaId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Lists sagas from the stores, ended ones as well: in the order of their ids, within a bounded
 * number of reads for each page. A page may have few rows, or none, and still a next one.
 */
final class EndedSagas {
  /** The most checkpoints that are looked at for a page, in each partition. */
  private static final int MAX_READS = 20_000;

  private final Service service;

  EndedSagas(Service service) {
    this.service = service;
  }

  ObjectNode json(Ask ask, LiveFilter filter, int limit) {
    Optional<SagaId> after = ask.query("cursor", "the next of an earlier page", SagaId::new);
    SagaStore.Scan scan =
        service
            .store()
            .scan(
                filter.idPrefix(),
                after,
                state -> filter.selects(LiveSaga.of(state)),
                new SagaStore.Bounds(limit, MAX_READS));
    Pages pages = new Pages();
    scan.sagas()
        .forEach(
            state ->
                pages.rows.add(
                    LiveSagaJson.node(
                        new LivePage.Row(0, state.updatedAtMs(), LiveSaga.of(state)))));
    scan.next().ifPresent(next -> pages.stopAt(next.value()));
    pages.freshness.add(service.index(), Scope.LOCAL);
    if (Scope.of(ask) == Scope.CLUSTER) {
      service.peers().askAll(ask, ListRoute.PATH, "local").forEach(pages::addPeer);
    }
    return pages.json(service, limit);
  }

  /** The rows of several instances, up to where all of them were read. */
  private static final class Pages {
    private final List<JsonNode> rows = new ArrayList<>();
    private final Freshness freshness = new Freshness();
    private Optional<String> stop = Optional.empty();

    void stopAt(String id) {
      stop = stop.filter(earlier -> earlier.compareTo(id) <= 0).or(() -> Optional.of(id));
    }

    void addPeer(JsonNode page) {
      page.path("sagas").forEach(rows::add);
      if (page.hasNonNull("next")) {
        stopAt(page.path("next").asText());
      }
      freshness.add(page.path("freshness"));
    }

    ObjectNode json(Service service, int limit) {
      List<JsonNode> sorted =
          rows.stream()
              .filter(row -> stop.isEmpty() || id(row).compareTo(stop.get()) <= 0)
              .sorted(Comparator.comparing(Pages::id))
              .toList();
      List<JsonNode> page = sorted.subList(0, Math.min(limit, sorted.size()));
      ObjectNode json = Json.object();
      ArrayNode sagas = json.putArray("sagas");
      page.forEach(sagas::add);
      json.putNull("matched");
      Json.put(json, "next", sorted.size() > limit ? Optional.of(id(page.get(limit - 1))) : stop);
      freshness.put(json, service.partitions(), service.clock().millis());
      return json;
    }

    private static String id(JsonNode row) {
      return row.path("sagaId").asText();
    }
  }
}
